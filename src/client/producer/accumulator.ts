import type { Codecs } from '../../env/codecs.ts'
import type { PartitionId, Span } from '../../env/domain-event.ts'
import type { Random } from '../../env/random.ts'
import { micros, type Micros, type Millis } from '../../env/units.ts'
import { HEADER_BYTES } from '../../protocol/records/batch.ts'
import { BatchBuilder, type Headers } from '../../protocol/records/builder.ts'
import { partitionForKey } from '../../protocol/records/murmur2.ts'
import { singleRecordUpperBound } from '../../protocol/records/sizes.ts'
import type { ProducerConfig } from '../config/producer.ts'
import { leaderOf, partitionOf, type Cluster } from '../network/cluster.ts'
import { partitionId } from '../topic-partition.ts'
import { NEVER } from '../waker.ts'
import { BuiltInPartitioner } from './built-in-partitioner.ts'
import { CompressionRatios } from './compression-ratio.ts'
import { NodeAvailability } from './node-availability.ts'
import { isFull, loadBatch, saveBatch, sizeOf, type ProducerBatch, type SavedBatch } from './producer-batch.ts'
import { NO_HEADERS, type Run } from './run.ts'

/** One partition's batches, oldest first; records are appended to the last. */
export interface Queue {
  readonly id: PartitionId
  readonly topic: string
  readonly partition: number
  readonly batches: ProducerBatch[]
  nextSend: number
  /** One of its batches is on the way, and order is kept by sending no other (max.in.flight 1). */
  muted: boolean
}

interface Topic { readonly partitioner: BuiltInPartitioner; readonly queues: Map<number, Queue> }

/** What `append` took: records of the run below `next`, and the sends they became. `next` short of the run's end: memory ran out. */
export interface Appended { readonly next: number; readonly sent: readonly { readonly id: PartitionId; readonly sends: Span }[] }

export interface Ready {
  readonly nodes: Set<number>
  /** Topics with records for partitions that nobody is known to lead. */
  readonly unknownLeaders: Set<string>
  /** When the next batch is to be looked at. */
  readonly nextDue: Micros
}

/** Asked of each batch about to be drained: whether it must stay, and what to do with it when it goes. */
export interface DrainGate {
  mustStay(batch: ProducerBatch): boolean
  leaving(batch: ProducerBatch): void
}

type Settings = Pick<ProducerConfig,
  'batchSize' | 'lingerMs' | 'bufferMemory' | 'compressionType' | 'deliveryTimeoutMs' | 'maxRequestSize' | 'adaptivePartitioning' | 'partitionerAvailabilityTimeoutMs' | 'partitionerIgnoreKeys'>

/** Bytes a batch begins with at least; it grows, and begins with more when as much is handed over with its first record or the last ones had more. */
const SMALL_ROOM = 1_024

/**
 * Records wait here, in batches by partition, until a batch is full or has lingered, memory runs out, or someone flushes
 * (RecordAccumulator). It keeps `buffer.memory` and decides partitions; which batch may go when is the sender's.
 */
export class Accumulator {
  readonly #settings: Settings
  readonly #random: Random
  readonly #codecs: Codecs
  readonly #ratios = new CompressionRatios()
  readonly #topics = new Map<string, Topic>()
  readonly #queues = new Map<PartitionId, Queue>()
  #reserved = 0
  #nextBatch = 0
  /** Where draining of each node goes on, so that every partition has its turn. */
  #drainFrom = new Map<number, number>()
  readonly #nodes: NodeAvailability
  /** Bytes the last batches came to: the next may need as many. Not saved, for it only spares growing. */
  #usualBytes = 0

  constructor(settings: Settings, random: Random, codecs: Codecs) {
    this.#settings = settings
    this.#random = random
    this.#codecs = codecs
    this.#nodes = new NodeAvailability(settings.partitionerAvailabilityTimeoutMs)
  }

  // look

  get queues(): Iterable<Queue> { return this.#queues.values() }
  get freeMemory(): number { return this.#settings.bufferMemory - this.#reserved }
  get hasUnsent(): boolean { return [...this.#queues.values()].some(queue => queue.batches.length > 0) }
  /** The number of the newest batch. */
  get newest(): number { return this.#nextBatch - 1 }

  // command

  /** Takes records of a run, from the one at `from`, as long as there is memory. The topic must be known. */
  append(run: Run, from: number, cluster: Cluster, now: Micros, wall: Millis): Appended {
    const topic = this.#topicOf(run.topic)
    const timestamp = run.timestamp ?? wall
    const firsts = new Map<Queue, number>()
    let next = from, queue: Queue | null = null
    for (; next < run.values.length; next++) {
      const fixed = run.partition ?? this.#partitionFor(run.keys?.[next] ?? null, run.topic, cluster)
      const partition = fixed ?? topic.partitioner.partition(cluster)
      if (queue === null || queue.partition !== partition) {
        queue = this.#queueOf(topic, run.topic, partition)
        if (!firsts.has(queue)) firsts.set(queue, queue.nextSend)
      }
      const bytes = this.#appendOne(queue, run, next, timestamp, now)
      if (bytes === 0) break
      if (fixed === null) topic.partitioner.count(bytes, cluster, isFull(queue.batches.at(-1)!))
    }
    const sent = [...firsts].filter(([{ nextSend }, first]) => nextSend > first)
    return { next, sent: sent.map(([{ id, nextSend }, first]) => ({ id, sends: { from: first, to: nextSend - 1 } })) }
  }

  /** Bytes it took, with the header of a batch it began; 0 when there is no memory for another. */
  #appendOne(queue: Queue, run: Run, at: number, timestamp: Millis, now: Micros): number {
    const key = run.keys === null ? null : run.keys[at]!, value = run.values[at]!, headers = run.headers === null ? NO_HEADERS : run.headers[at]!
    const last = queue.batches.at(-1)
    if (last?.builder && !last.sealed) {
      const before = sizeOf(last)
      if (last.builder.appendIfRoom(timestamp, key, value, headers)) {
        noteSend(queue, last, run, at)
        return sizeOf(last) - before
      }
      this.#noteBytes(last.builder)
    }
    if (last) last.sealed = true
    const batch = this.#open(queue, key, value, headers, now, run.values.length - at)
    if (!batch) return 0
    batch.builder!.append(timestamp, key, value, headers)
    noteSend(queue, batch, run, at)
    return sizeOf(batch)
  }

  #partitionFor(key: Uint8Array | null, topic: string, cluster: Cluster): number | null {
    if (key === null || this.#settings.partitionerIgnoreKeys) return null
    return partitionForKey(key, cluster.topics.get(topic)!.partitions.length)
  }

  #topicOf(name: string): Topic {
    let topic = this.#topics.get(name)
    if (!topic) this.#topics.set(name, topic = { partitioner: new BuiltInPartitioner(this.#random, name, this.#settings.batchSize), queues: new Map() })
    return topic
  }

  #queueOf(topic: Topic, name: string, partition: number): Queue {
    let queue = topic.queues.get(partition)
    if (!queue) {
      queue = { id: partitionId(name, partition), topic: name, partition, batches: [], nextSend: 0, muted: false }
      topic.queues.set(partition, queue)
      this.#queues.set(queue.id, queue)
    }
    return queue
  }

  /** A new batch with room for the record at least; undefined when memory does not allow it. */
  #open(queue: Queue, key: Uint8Array | null, value: Uint8Array | null, headers: Headers, now: Micros, toCome: number): ProducerBatch | undefined {
    const least = singleRecordUpperBound(key, value, headers), reserved = Math.max(this.#settings.batchSize, least)
    if (reserved > this.freeMemory) return undefined
    const batch = this.#batch(queue, reserved, queue.nextSend, now, reserved, Math.min(reserved, Math.max(SMALL_ROOM, this.#usualBytes, toCome * least)))
    queue.batches.push(batch)
    return batch
  }

  #batch(queue: Queue, writeLimit: number, firstSend: number, createdAt: Micros, reserved: number, room: number): ProducerBatch {
    this.#reserved += reserved
    const { compressionType: compression } = this.#settings
    return {
      number: this.#nextBatch++, id: queue.id, topic: queue.topic, partition: queue.partition,
      builder: new BatchBuilder({ compression, writeLimit, estimatedRatio: this.#ratios.of(queue.topic), room }),
      sealed: false, bytes: null, count: 0, firstSend, tags: [], createdAt, reserved, attempts: 0, retryAt: 0, sentEpoch: -1, producer: null, sequenceReset: false,
    }
  }

  #close(batch: ProducerBatch): void {
    const builder = batch.builder!
    const before = builder.sizeInBytes - HEADER_BYTES
    this.#noteBytes(builder)
    batch.bytes = builder.close(this.#codecs)
    batch.builder = null
    this.#ratios.observe(batch.topic, this.#settings.compressionType, (batch.bytes.length - HEADER_BYTES) / Math.max(before, 1))
  }

  #noteBytes({ sizeInBytes }: BatchBuilder): void { this.#usualBytes = Math.max(sizeInBytes, this.#usualBytes >> 1) }

  /** Gives back the memory of a batch that is done with. */
  release(batch: ProducerBatch): void {
    this.#reserved -= batch.reserved
    batch.reserved = 0
  }

  /** Puts a batch back in front, behind those of lower sequence that are already back. */
  reenqueue(batch: ProducerBatch): void {
    const { batches } = this.#queues.get(batch.id)!
    const { producer } = batch
    let at = 0
    if (producer) while (at < batches.length && batches[at]!.producer !== null && batches[at]!.producer!.sequence < producer.sequence) at++
    batches.splice(at, 0, batch)
  }

  /** Appends records of a split batch to smaller ones (ProducerBatch.split); these hold no memory of their own. */
  openSplit(like: ProducerBatch, firstSend: number, limit: number): ProducerBatch {
    const batch = this.#batch(this.#queues.get(like.id)!, limit, firstSend, like.createdAt, 0, SMALL_ROOM)
    batch.attempts = like.attempts
    return batch
  }
  splitLimit(size: number): number { return size > this.#settings.batchSize ? this.#settings.batchSize : Math.ceil(size / 2) }
  closeSplit(batch: ProducerBatch): void { this.#close(batch) }
  resetRatio(topic: string): void { this.#ratios.reset(topic) }

  setMuted(id: PartitionId, muted: boolean): void { this.#queues.get(id)!.muted = muted }

  /** Takes out, and gives, what has waited longer than `delivery.timeout.ms`. */
  expire(now: Micros): ProducerBatch[] {
    return this.#takeOut(batch => this.deadlineOf(batch) <= now)
  }
  abort(): ProducerBatch[] { return this.#takeOut(() => true) }

  #takeOut(which: (batch: ProducerBatch) => boolean): ProducerBatch[] {
    const out: ProducerBatch[] = []
    for (const { batches } of this.#queues.values()) while (batches.length > 0 && which(batches[0]!)) out.push(batches.shift()!)
    return out
  }

  deadlineOf(batch: ProducerBatch): Micros { return batch.createdAt + this.#settings.deliveryTimeoutMs * micros.perMilli }

  // ask what is due

  /** Nodes that lead a partition with a batch to send; `hurry`: memory ran out, someone flushes, or the producer closes. */
  ready(cluster: Cluster, now: Micros, hurry: boolean): Ready {
    const nodes = new Set<number>(), unknownLeaders = new Set<string>()
    let nextDue = NEVER
    for (const [name, topic] of this.#topics) {
      for (const queue of topic.queues.values()) {
        const [first] = queue.batches
        if (!first) continue
        nextDue = Math.min(nextDue, this.deadlineOf(first))
        const leader = leaderOf(cluster, name, queue.partition)
        if (leader === null) unknownLeaders.add(name)
        else if (!queue.muted) {
          const due = this.#dueAt(queue, first, cluster, now, hurry)
          if (due <= now) nodes.add(leader)
          else nextDue = Math.min(nextDue, due)
        }
      }
      this.#weigh(name, topic, cluster)
    }
    return { nodes, unknownLeaders, nextDue }
  }

  #dueAt(queue: Queue, first: ProducerBatch, cluster: Cluster, now: Micros, hurry: boolean): Micros {
    if (this.#isBackingOff(first, cluster, now)) return first.retryAt
    if (first.attempts > 0 || hurry || queue.batches.length > 1 || isFull(first)) return now
    return first.createdAt + this.#settings.lingerMs * micros.perMilli
  }

  /** A batch on its way again waits, unless its partition has another leader now (KIP-951). */
  #isBackingOff(batch: ProducerBatch, cluster: Cluster, now: Micros): boolean {
    return batch.attempts > 0 && batch.retryAt > now && (partitionOf(cluster, batch.topic, batch.partition)?.epoch ?? -1) <= batch.sentEpoch
  }

  #weigh(name: string, topic: Topic, cluster: Cluster): void {
    const count = cluster.topics.get(name)?.partitions.length ?? 0
    if (!this.#settings.adaptivePartitioning || topic.queues.size < count) return
    const available = [...topic.queues.values()].filter(queue => {
      const leader = leaderOf(cluster, name, queue.partition)
      return leader !== null && this.#nodes.isAvailable(leader)
    })
    topic.partitioner.setLoad({ partitions: available.map(queue => queue.partition), sizes: available.map(queue => queue.batches.length) }, count)
  }

  /** Notes whether a node with batches to send could take them. */
  noteNode(node: number, now: Micros, drained: boolean): void { this.#nodes.note(node, now, drained) }

  /** Takes one batch of each partition a node leads, up to `max.request.size`, starting behind where the last drain ended. */
  drain(node: number, cluster: Cluster, now: Micros, gate: DrainGate): ProducerBatch[] {
    const queues = [...this.#queues.values()].filter(queue => leaderOf(cluster, queue.topic, queue.partition) === node)
    const start = (this.#drainFrom.get(node) ?? 0) % Math.max(queues.length, 1)
    const drained: ProducerBatch[] = []
    let size = 0
    for (let i = 0; i < queues.length; i++) {
      const queue = queues[(start + i) % queues.length]!
      const [first] = queue.batches
      if (!first || queue.muted || this.#isBackingOff(first, cluster, now)) continue
      if (size + sizeOf(first) > this.#settings.maxRequestSize && drained.length > 0) break
      if (gate.mustStay(first)) continue
      this.#drainFrom.set(node, start + i + 1)
      queue.batches.shift()
      gate.leaving(first)
      if (first.builder) this.#close(first)
      first.sentEpoch = partitionOf(cluster, queue.topic, queue.partition)!.epoch
      size += first.bytes!.length
      drained.push(first)
    }
    return drained
  }

  save(): SavedAccumulator {
    return {
      queues: [...this.#queues.values()].map(queue => ({ ...queue, batches: queue.batches.map(saveBatch) })),
      partitioners: [...this.#topics].map(([name, topic]) => [name, topic.partitioner.save()]),
      ratios: this.#ratios.save(), reserved: this.#reserved, nextBatch: this.#nextBatch,
      drainFrom: new Map(this.#drainFrom), nodes: this.#nodes.save(),
    }
  }

  load(saved: SavedAccumulator): void {
    this.#topics.clear()
    this.#queues.clear()
    for (const [name, state] of saved.partitioners) this.#topicOf(name).partitioner.load(state)
    for (const queue of saved.queues) Object.assign(this.#queueOf(this.#topicOf(queue.topic), queue.topic, queue.partition), { ...queue, batches: queue.batches.map(loadBatch) })
    this.#ratios.load(saved.ratios)
    this.#reserved = saved.reserved
    this.#nextBatch = saved.nextBatch
    this.#drainFrom = new Map(saved.drainFrom)
    this.#nodes.load(saved.nodes)
  }
}

function noteSend(queue: Queue, batch: ProducerBatch, run: Run, at: number): void {
  if (run.tags) batch.tags.push({ send: queue.nextSend, tag: run.tags[at] })
  batch.count++
  queue.nextSend++
}

export interface SavedAccumulator {
  queues: (Omit<Queue, 'batches'> & { batches: SavedBatch[] })[]
  partitioners: [string, unknown][]
  ratios: unknown
  reserved: number
  nextBatch: number
  drainFrom: Map<number, number>
  nodes: unknown
}
