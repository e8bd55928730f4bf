/** The door through which the page reads Kafka's own topics. It stands apart, so that only who opens it loads it. */
import { makeCodecs } from '../host/codecs.ts'
import { readOffsets, readTransactions } from '../tools/internal/coordinator.ts'
import { readMetadata, type MetadataLog } from '../tools/internal/metadata.ts'
import type { Files, OwnLog } from '../tools/internal/stored.ts'

export type { ImageLine } from '../tools/internal/image-lines.ts'
export type { Fields, Files, OwnLog, OwnRow } from '../tools/internal/stored.ts'
export type { MetadataLog }

export const OWN_TOPICS = ['__consumer_offsets', '__cluster_metadata', '__transaction_state'] as const
export type OwnTopic = (typeof OWN_TOPICS)[number]

/** Reads the folder of one partition of such a topic. */
export type ReadOwn = (topic: OwnTopic, files: Files) => OwnLog | MetadataLog

const READERS = { __consumer_offsets: readOffsets, __cluster_metadata: readMetadata, __transaction_state: readTransactions }

export async function ownReader(): Promise<ReadOwn> {
  const codecs = await makeCodecs()
  return (topic, files) => READERS[topic](files, codecs)
}
