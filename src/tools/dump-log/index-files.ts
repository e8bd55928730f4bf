import type { Disk } from '../../env/disk.ts'
import type { ProducerEntry } from '../../log/producer-entry.ts'
import { parseSnapshot } from '../../log/producer-snapshot.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import { batchAt, lastOffsetAt } from '../../protocol/records/batch.ts'
import { int16At, int32At, int53At } from '../../protocol/records/ints.ts'
import { recordsIn } from '../../protocol/records/records.ts'
import { batchesIn, nextBatchSize } from '../../protocol/records/walk.ts'
import { ToolException } from '../exception.ts'
import type { LocalShell } from '../local-program.ts'
import type { Findings } from './findings.ts'
import type { DumpSettings } from './options.ts'

/* The files beside a segment, each held against its log. The drawings stand in `log/offset-index.ts`, `time-index.ts` and `producer-snapshot.ts`. */

const OFFSET_ENTRY = 8, TIME_ENTRY = 12, TXN_ENTRY = 34

const whole = (disk: Disk, file: string): Uint8Array => disk.read(file, 0, disk.size(file))
const baseOf = (file: string): number => Number(/(\d+)\.\w+$/.exec(file)?.[1] ?? 0)
const besides = (file: string, ending: string): string => file.replace(/\.\w+$/, ending)

type Dump = (shell: LocalShell, file: string, settings: DumpSettings, findings: Findings) => void

/** DumpLogSegments.dumpIndex. A crash leaves zeros at the end: the first of them ends it. */
export const dumpIndex: Dump = (shell, file, { checksSanity, verifiesOnly }, { mismatches }) => {
  const bytes = whole(shell.disk, file), base = baseOf(file)
  if (bytes.length === 0) return shell.out(`${file} is empty.`)
  if (checksSanity) return sane(shell, file, bytes.length % OFFSET_ENTRY === 0 && int32At(bytes, bytes.length - OFFSET_ENTRY) > 0)
  const log = whole(shell.disk, besides(file, '.log'))
  for (let at = 0; at < bytes.length; at += OFFSET_ENTRY) {
    const offset = base + int32At(bytes, at), position = int32At(bytes, at + 4)
    if (offset === base && at > 0) return
    const found = nextBatchSize(log, position, log.length) > 0 ? lastOffsetAt(log, position) : -1
    if (found !== offset) mismatches.push({ file, index: offset, log: found })
    if (!verifiesOnly) shell.out(`offset: ${offset} position: ${position}`)
  }
}

/** DumpLogSegments.dumpTimeIndex. */
export const dumpTimeIndex: Dump = (shell, file, { checksSanity, verifiesOnly }, findings) => {
  const bytes = whole(shell.disk, file), base = baseOf(file)
  if (checksSanity) return sane(shell, file, bytes.length % TIME_ENTRY === 0)
  const log = whole(shell.disk, besides(file, '.log'))
  let before = -1
  for (let at = 0; at < bytes.length; at += TIME_ENTRY) {
    const timestamp = int53At(bytes, at), offset = base + int32At(bytes, at + 8)
    if (offset === base && at > 0) return
    holdAgainst(shell, log, { file, timestamp, offset, before }, findings)
    if (!verifiesOnly) shell.out(`timestamp: ${timestamp} offset: ${offset}`)
    before = timestamp
  }
}

interface TimeEntry { readonly file: string; readonly timestamp: number; readonly offset: number; readonly before: number }

function holdAgainst({ codecs }: LocalShell, log: Uint8Array, { file, timestamp, offset, before }: TimeEntry, findings: Findings): void {
  const batch = [...batchesIn(log)].find(each => each.lastOffset >= offset)
  if (!batch || batch.lastOffset !== offset) return void findings.notFound.push({ file, index: offset, log: batch?.lastOffset ?? -1 })
  const latest = [...recordsIn(log, batchAt(log, batch.at), codecs)].reduce((most, record) => Math.max(most, record.timestamp), -1)
  if (latest !== timestamp) findings.timeMismatches.push({ file, index: timestamp, log: latest })
  if (before >= timestamp) findings.outOfOrder.push({ file, index: timestamp, before })
}

function sane(shell: LocalShell, file: string, isSound: boolean): void {
  if (!isSound) throw new ToolException('org.apache.kafka.storage.internals.log.CorruptIndexException', `Corrupt index found, index file (${file})`)
  shell.out(`${file} passed sanity check.`)
}

/** DumpLogSegments.dumpTxnIndex. */
export const dumpTxnIndex: Dump = (shell, file) => {
  const bytes = whole(shell.disk, file)
  for (let at = 0; at + TXN_ENTRY <= bytes.length; at += TXN_ENTRY) {
    const [producerId, first, last, stable] = [2, 10, 18, 26].map(field => int53At(bytes, at + field))
    shell.out(`version: ${int16At(bytes, at)} producerId: ${producerId} firstOffset: ${first} lastOffset: ${last} lastStableOffset: ${stable}`)
  }
}

/** DumpLogSegments.dumpProducerIdSnapshot. */
export const dumpSnapshot: Dump = (shell, file) => {
  try {
    for (const entry of parseSnapshot(whole(shell.disk, file))) shell.out(producerText(entry))
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    shell.err(error.message)
  }
}

function producerText({ producerId, epoch, coordinatorEpoch, currentTxnFirstOffset, lastTimestamp, batches: [batch] }: ProducerEntry): string {
  const begun = currentTxnFirstOffset < 0 ? 'OptionalLong.empty' : `OptionalLong[${currentTxnFirstOffset}]`
  const producer = `producerId: ${producerId} producerEpoch: ${epoch} coordinatorEpoch: ${coordinatorEpoch} currentTxnFirstOffset: ${begun}`
  if (!batch) return `${producer} lastTimestamp: ${lastTimestamp}`
  const { lastSequence, lastOffset, offsetDelta, timestamp } = batch
  return `${producer} lastTimestamp: ${lastTimestamp} firstSequence: ${lastSequence - offsetDelta} lastSequence: ${lastSequence} lastOffset: ${lastOffset} `
    + `offsetDelta: ${offsetDelta} timestamp: ${timestamp}`
}
