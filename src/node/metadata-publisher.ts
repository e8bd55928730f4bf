import { joined } from '../env/bytes.ts'
import type { Codecs } from '../env/codecs.ts'
import type { PartitionLog } from '../log/api.ts'
import { applyRecords, movedOn } from '../metadata/apply.ts'
import { readBatches } from '../metadata/batches.ts'
import { EMPTY_IMAGE, type MetadataDelta, type MetadataImage } from '../metadata/image.ts'

/** Bytes of metadata log folded in one go. */
const READ_BYTES = 1_048_576

/** Keeps the image of what is committed in the metadata log (MetadataLoader). */
export class MetadataPublisher {
  readonly #log: PartitionLog
  readonly #codecs: Codecs
  readonly #empty: MetadataImage
  #image: MetadataImage

  constructor(log: PartitionLog, codecs: Codecs, clusterId: string) {
    this.#log = log
    this.#codecs = codecs
    this.#empty = { ...EMPTY_IMAGE, clusterId }
    this.#image = this.#empty
  }

  get image(): MetadataImage { return this.#image }
  get empty(): MetadataImage { return this.#empty }

  /** Applies everything below `highWatermark`, in as many steps as it takes to read it. */
  catchUp(highWatermark: number): MetadataDelta[] {
    const deltas: MetadataDelta[] = []
    while (this.#image.offset + 1 < highWatermark) {
      const bytes = joined(this.#log.read(this.#image.offset + 1, READ_BYTES, { upTo: highWatermark, minOneMessage: true }))
      const { records, last } = readBatches(bytes, this.#codecs)
      if (!last) throw new Error(`the metadata log ends at ${this.#log.logEndOffset}, below its high watermark ${highWatermark}`)
      const delta = applyRecords(this.#image, records.filter(({ offset }) => offset > this.#image.offset))
      this.#image = movedOn(delta.to, last.offset, last.epoch)
      deltas.push({ ...delta, to: this.#image })
    }
    return deltas
  }

  /** All there is, as a change from nothing. */
  everything(): MetadataDelta {
    const { topics, brokers, configs } = this.#image
    return {
      from: this.#empty, to: this.#image, deletedTopics: [],
      topics: new Set(topics.keys()), brokers: new Set(brokers.keys()), configs: new Set(configs.keys()),
    }
  }

  load(image: MetadataImage): void { this.#image = image }
}
