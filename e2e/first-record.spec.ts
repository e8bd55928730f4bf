import { handOf } from './hand/hand.ts'
import { Editor } from './pages/editor.ts'
import { LessonPane } from './pages/lesson.ts'
import { expect, test } from './terrarium.ts'

test('a newcomer sends a first record, bets, reads it, and sends another', { tag: '@lesson' }, async ({ terrarium }) => {
  const { page } = terrarium
  const [lesson, editor] = [new LessonPane(page), new Editor(page)]
  await terrarium.open()
  await handOf(page).press(page.getByRole('button', { name: 'Send your first record' }))
  await lesson.begins('Your first record')

  await editor.run('send.ts')
  await lesson.goOn()
  await lesson.predict('and the log stays as it is')

  await editor.run('read.ts')
  await editor.prints('partition 0, offset 0: hello')
  await lesson.goOn()

  await editor.run('send.ts')
  await lesson.met('Two records written, both read')
  // a record may be read before its producer hears that it was written
  await terrarium.until(() => window.terrarium.view()?.ledger.deliveredCount['reader'] === 2 && window.terrarium.view()?.ledger.totals.acknowledged === 2)
  expect((await terrarium.view()).ledger.totals).toMatchObject({ sent: 2, acknowledged: 2, lost: 0, duplicated: 0 })
})

test('an endless loop is stopped with its line, and the world goes on', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/lesson/first-record')
  await terrarium.act({ do: 'script.run', script: 'spin', file: 'spin.ts', source: 'let i = 0\nwhile (true) {\n  i++\n}' })
  await terrarium.until(() => window.terrarium.view()?.processes['spin']?.state === 'down')
  expect((await terrarium.view()).processes['spin']?.view).toMatchObject({ state: 'failed', error: { line: 2 } })
  const then = (await terrarium.view()).now
  await page.waitForFunction(then => window.terrarium.view()!.now > then, then)
})
