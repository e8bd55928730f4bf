import type { Compression } from '../../env/codecs.ts'

const IMPROVING_STEP = 0.005
const DETERIORATE_STEP = 0.05

/**
 * How well each topic's batches compress, guessed from those before (CompressionRatioEstimator): guesses follow a worse ratio
 * quickly and a better one slowly, for a batch that turns out too large has to be split.
 */
export class CompressionRatios {
  #ratios = new Map<string, number>()

  of(topic: string): number { return this.#ratios.get(topic) ?? 1 }

  observe(topic: string, codec: Compression, observed: number): void {
    if (codec === 'none') return
    const current = this.of(topic)
    if (observed > current) this.#ratios.set(topic, Math.max(current + DETERIORATE_STEP, observed))
    else if (observed < current) this.#ratios.set(topic, Math.max(current - IMPROVING_STEP, observed))
  }

  /** After a batch had to be split: nothing better than this is believed until it is seen. */
  reset(topic: string): void { this.#ratios.set(topic, 1) }

  save(): unknown { return new Map(this.#ratios) }
  load(state: unknown): void { this.#ratios = new Map(state as Map<string, number>) }
}
