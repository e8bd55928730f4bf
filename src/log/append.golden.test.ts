import { expect, test } from 'vitest'
import { joined } from '../env/bytes.ts'
import { Errors } from '../protocol/errors.ts'
import { fromHex, goldenLines, toHex } from '../testing/golden.ts'
import { client, open } from '../testing/log-fixture.ts'
import { MemoryDisk } from '../testing/memory-disk.ts'

/*
 * What Kafka's own UnifiedLog does with batches that are not what they claim: default configs, leader epoch 5, from a client.
 */
interface Case {
  case: string; use: string; magic: number; hex: string
  leaderAppend: {
    exception: string | null; error?: keyof typeof Errors
    firstOffset?: string; lastOffset?: string; logEndOffset?: string; storedHex?: string
  }
}

const cases = goldenLines<Case>('batches.jsonl').filter(each => each.use === 'invalid')
/** Kafka 4.3 would convert these, but its request handler refuses them before (ProduceRequest.validateRecords). */
const OLD_FORMAT = new Set(['v0-valid', 'v0-gzip-valid', 'v1-valid', 'v1-gzip-valid'])
/** Kafka reads beyond the batch here and answers UNKNOWN_SERVER_ERROR, had its request handler not refused it before. */
const OTHER_CODE = new Set(['batch-length-14'])
const isOurs = (each: Case): boolean => !OLD_FORMAT.has(each.case) && !OTHER_CODE.has(each.case)

test.each(cases.filter(isOurs).map(each => [each.case, each] as const))('%s: the leader does as Kafka does', (_, { hex, leaderAppend }) => {
  const log = open(new MemoryDisk())
  const result = log.appendAsLeader(fromHex(hex), client(5))
  if (leaderAppend.exception !== null) {
    expect(result).toMatchObject({ ok: false, error: Errors[leaderAppend.error!] })
    expect(log.logEndOffset).toBe(0)
    return
  }
  expect(result).toMatchObject({ ok: true, firstOffset: Number(leaderAppend.firstOffset), lastOffset: Number(leaderAppend.lastOffset) })
  expect(log.logEndOffset).toBe(Number(leaderAppend.logEndOffset))
  expect(toHex(joined(log.read(0, 1_000_000, { upTo: log.logEndOffset, minOneMessage: true })))).toBe(leaderAppend.storedHex)
})

test.each(cases.filter(each => !isOurs(each)).map(each => [each.case, each] as const))('%s: refused, with nothing written', (_, { hex }) => {
  const log = open(new MemoryDisk())
  expect(log.appendAsLeader(fromHex(hex), client(5)).ok).toBe(false)
  expect(log.sizeBytes).toBe(0)
})
