import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/*
 * The script realm's code (`src/sandbox/realm/realm.ts`) as one classic script text that leaves `openRealm` behind, under the
 * module name `virtual:realm`. It is data to the page: only the sandboxed frame ever runs it.
 */
const entry = fileURLToPath(new URL('../sandbox/realm/realm.ts', import.meta.url))

/** One line without a trailing newline: learner code follows on lines of its own number. */
export async function bundleRealm() {
  const bundle = await rolldown({ input: entry, platform: 'neutral', logLevel: 'silent' })
  const { output } = await bundle.generate({ format: 'iife', name: '__realm', minify: true })
  await bundle.close()
  return output[0].code.replace(/\/\/# .*$/gm, '').replace(/\n/g, ' ').trim()
}

export function realmPlugin() {
  let text
  return {
    name: 'terrarium-realm',
    resolveId: id => id === 'virtual:realm' ? '\0virtual:realm' : undefined,
    async load(id) {
      if (id !== '\0virtual:realm') return undefined
      text ??= bundleRealm()
      return `export default ${JSON.stringify(await text)}`
    },
  }
}
