import * as v from 'valibot'
import { goalKinds, OWN_LIMITS } from '../../lesson/own.ts'

const text = v.pipe(v.string(), v.maxLength(OWN_LIMITS.text))
const name = v.exactOptional(v.pipe(v.string(), v.maxLength(260)))
const goal = v.strictObject({
  is: v.picklist(goalKinds), topic: name, partition: name, group: name, n: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9))),
})

/** The lesson that comes with a shared world: plain text and chosen goals, or it is refused. */
export const ownSchema = v.object({
  intro: text, steps: v.pipe(v.array(v.object({ text, goal: v.nullable(goal) })), v.minLength(1), v.maxLength(OWN_LIMITS.steps)),
  did: v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(OWN_LIMITS.did)),
})
