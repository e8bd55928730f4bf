import type { WorldDefinition } from '../host/bring.ts'
import { threeRacks } from '../session/worlds/three-racks.ts'
import { isQuick } from './strength.ts'

type Opening = NonNullable<WorldDefinition['opening']>
const isReader = (step: Opening[number]): boolean => 'do' in step && step.do === 'process.start' && step.program === 'consumer'
const withoutReaders = (opening: Opening): Opening => opening.slice(0, opening.findIndex(isReader))

/**
 * The free world, for tests that ask about something else than what is in it. In `check` nobody reads there: no group has to come together
 * before it is open, which takes most of the time.
 */
export function lighterRacks(seed: number): WorldDefinition {
  const whole = threeRacks(seed)
  return isQuick ? { ...whole, opening: withoutReaders(whole.opening!) } : whole
}
