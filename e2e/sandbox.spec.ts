import { expect, test } from './terrarium.ts'

/** What a learner's script may try, by the way out it looks for. Each must end in an error and leave nothing behind. */
const attempts: Readonly<Record<string, string>> = {
  fetch: 'await fetch("/index.html")',
  XMLHttpRequest: 'new XMLHttpRequest()',
  WebSocket: 'new WebSocket("ws://127.0.0.1:9")',
  EventSource: 'new EventSource("/")',
  importScripts: 'importScripts("data:text/javascript,1")',
  'import()': 'const m = "data:text/javascript,1"; await import(m)',
  eval: 'eval("1")',
  Function: '(() => {}).constructor("return 1")()',
  AsyncFunction: '(async () => {}).constructor("return 1")()',
  GeneratorFunction: '(function* () {}).constructor("return 1")()',
  WebAssembly: 'new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))',
  indexedDB: 'indexedDB.open("x")',
  caches: 'await caches.open("x")',
  Worker: 'new Worker("data:text/javascript,1")',
  BroadcastChannel: 'new BroadcastChannel("x")',
  postMessage: 'postMessage(1)',
  MessageChannel: 'new MessageChannel()',
  'real timers': 'AbortSignal.timeout(1)',
  crypto: 'crypto.getRandomValues(new Uint8Array(1))',
  'the collector': 'new WeakRef({})',
  Intl: 'new Intl.DateTimeFormat().format()',
  location: 'location.href',
}

test('a script reaches nothing: every way out throws', async ({ terrarium }) => {
  const requests: string[] = []
  await terrarium.open('#/lesson/first-record')
  // the page loads its transpiler and the realm with a first script
  await terrarium.act({ do: 'script.run', script: 'first', file: 'first.ts', source: 'console.log(1)' })
  await terrarium.until(() => window.terrarium.view()?.processes['first']?.state === 'down')
  await terrarium.page.waitForLoadState('networkidle')
  terrarium.page.on('request', request => requests.push(request.url()))
  const reached: string[] = []
  for (const [name, attempt] of Object.entries(attempts)) {
    const source = `const tried = await (async () => { ${attempt}; return 'reached' })()\nconsole.log(tried)`
    await terrarium.act({ do: 'script.run', script: 'escape', file: 'escape.ts', source })
    await terrarium.until(() => window.terrarium.view()?.processes['escape']?.state === 'down')
    const view = (await terrarium.view()).processes['escape']?.view
    if (view?.kind !== 'script' || view.state !== 'failed') reached.push(name)
  }
  expect(reached).toEqual([])
  // what the page itself may still be loading lies in assets/, where no way out leads
  expect(requests.filter(url => !url.endsWith('/sandbox.html') && !url.startsWith('blob:') && !url.includes('/assets/'))).toEqual([])
  // the browser reports what its policy refused; nothing else may be said
  expect(terrarium.said.filter(line => !/Content Security Policy|Refused/.test(line))).toEqual([])
  terrarium.said.length = 0
})
