import { describe, expect, test } from 'vitest'
import { Errors } from '../protocol/errors.ts'
import { batchOf, client, open, reload } from '../testing/log-fixture.ts'
import { MemoryDisk } from '../testing/memory-disk.ts'
import type { UnifiedLog } from './partition-log.ts'

/** KIP-98, KIP-360: each batch of a producer once, in order. */
const sent = (sequence: number, { count = 1, epoch = 0, id = 9 } = {}): Uint8Array =>
  batchOf(Array.from({ length: count }, (_, i) => `v${sequence + i}`), { producerId: id, producerEpoch: epoch, baseSequence: sequence })

const send = (log: UnifiedLog, ...batch: Parameters<typeof sent>): string => {
  const result = log.appendAsLeader(sent(...batch), client())
  return result.ok ? `${result.duplicate ? 'duplicate of ' : ''}${result.firstOffset}–${result.lastOffset}` : `error ${result.error}`
}

test('a batch sent again is answered with where it stands already', () => {
  const log = open(new MemoryDisk())
  expect([send(log, 0, { count: 3 }), send(log, 3), send(log, 0, { count: 3 }), send(log, 3)])
    .toEqual(['0–2', '3–3', 'duplicate of 0–2', 'duplicate of 3–3'])
  expect(log.logEndOffset).toBe(4)
})

test('the last five batches are known again, older ones are out of order', () => {
  const log = open(new MemoryDisk())
  for (let i = 0; i < 6; i++) send(log, i)
  expect([send(log, 1), send(log, 0)]).toEqual(['duplicate of 1–1', `error ${Errors.OUT_OF_ORDER_SEQUENCE_NUMBER}`])
})

test('a gap is refused; nothing of it is written', () => {
  const log = open(new MemoryDisk())
  expect([send(log, 0), send(log, 2), send(log, 1)]).toEqual(['0–0', `error ${Errors.OUT_OF_ORDER_SEQUENCE_NUMBER}`, '1–1'])
})

test('a new epoch begins at 0 and fences the old one', () => {
  const log = open(new MemoryDisk())
  expect([send(log, 0), send(log, 5, { epoch: 1 }), send(log, 0, { epoch: 1 }), send(log, 1)]).toEqual(
    ['0–0', `error ${Errors.OUT_OF_ORDER_SEQUENCE_NUMBER}`, '1–1', `error ${Errors.INVALID_PRODUCER_EPOCH}`])
})

test('a producer that is not known may begin anywhere: its past may have been deleted', () => {
  expect(send(open(new MemoryDisk()), 1_234)).toBe('0–0')
})

test('sequence numbers wrap', () => {
  const log = open(new MemoryDisk())
  expect([send(log, 0x7fff_fffe, { count: 3 }), send(log, 1), send(log, 0x7fff_fffe, { count: 3 })]).toEqual(['0–2', '3–3', 'duplicate of 0–2'])
})

test('expired producers are forgotten', () => {
  const log = open(new MemoryDisk())
  send(log, 0)
  log.removeExpiredProducers(86_399_999)
  expect(send(log, 7)).toBe(`error ${Errors.OUT_OF_ORDER_SEQUENCE_NUMBER}`)
  log.removeExpiredProducers(86_400_000)
  expect(send(log, 7)).toBe('1–1')
})

describe('what is known of producers outlives', () => {
  const config = { segmentBytes: 300 }
  const written = (): { disk: MemoryDisk; log: UnifiedLog } => {
    const disk = new MemoryDisk(), log = open(disk, config)
    for (let i = 0; i < 7; i++) send(log, i)
    return { disk, log }
  }

  test('a clean stop: only the last batch of each is known again', () => {
    const { disk, log } = written()
    log.close()
    const opened = open(disk, config)
    expect([send(opened, 6), send(opened, 5), send(opened, 7)]).toEqual(['duplicate of 6–6', `error ${Errors.OUT_OF_ORDER_SEQUENCE_NUMBER}`, '7–7'])
  })

  test('a crash: the log behind the last snapshot is read again', () => {
    const { disk } = written()
    const opened = open(disk, config, { clean: false })
    expect([send(opened, 6), send(opened, 7)]).toEqual(['duplicate of 6–6', '7–7'])
  })

  test('a snapshot that is broken', () => {
    const { disk, log } = written()
    log.close()
    for (const file of disk.list('/').filter(each => each.endsWith('.snapshot'))) disk.write(file, Uint8Array.of(0, 1, 2, 3))
    expect(send(open(disk, config), 7)).toBe('7–7')
  })

  test('truncation: what was cut off may be written again', () => {
    const { log } = written()
    log.truncateTo(4)
    expect([send(log, 3), send(log, 4)]).toEqual(['duplicate of 3–3', '4–4'])
  })

  test('save and load', () => {
    const { disk, log } = written()
    expect(send(reload(log, disk), 2)).toBe('duplicate of 2–2')
  })
})
