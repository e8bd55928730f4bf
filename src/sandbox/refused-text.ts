import type { Refusal } from './transpile.ts'
import type { RealmCall } from './turn.ts'

/** What a realm would say of a text that cannot be parsed, had it been opened. */
export const refusedText = ({ message, line }: Refusal): RealmCall => ({ call: 'failed', error: { name: 'SyntaxError', message }, line })
