import type { Waiting } from '../world/away-region.ts'
import { HostedRegion } from '../world/hosted-region.ts'
import type { Post } from '../world/letters.ts'
import { World, type Advance, type Advanced, type WorldOptions } from '../world/world.ts'

/** A world some of whose machines are run behind letters that are cloned on their way and answered in whatever order. */
export class SpreadWorld extends World {
  readonly #options: WorldOptions
  #mail: (() => void)[] = []
  #delivered = 0

  constructor(options: WorldOptions) {
    super(options)
    this.#options = options
  }

  override advance(ask: Advance): Advanced { return this.#drive(this.advancing(ask)) }

  /** Each group of machines elsewhere, all others here. */
  place(groups: readonly (readonly string[])[]): boolean {
    return this.#drive(this.placing(groups.map(machines => ({ machines, post: this.#post() }))))
  }

  #post(): Post {
    const region = new HostedRegion(this.#options.programs, this.#options.codecs)
    return (letter, answered, failed) => {
      const arrived = structuredClone(letter)
      this.#mail.push(() => {
        try {
          answered(structuredClone(region.answer(arrived)))
        } catch (error) {
          failed(error)
        }
      })
    }
  }

  #drive<T>(waiting: Waiting<T>): T {
    for (;;) {
      const { done, value } = waiting.next()
      if (done) return value
      const [deliver] = this.#mail.splice(this.#delivered++ * 7 % this.#mail.length, 1)
      deliver!()
    }
  }
}
