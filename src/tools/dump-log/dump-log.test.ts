import { describe, expect, test } from 'vitest'
import { goldenBytes, goldenFiles, goldenText } from '../../testing/golden.ts'
import { codecs } from '../../testing/log-fixture.ts'
import { MemoryDisk } from '../../testing/memory-disk.ts'
import { randomFrom } from '../text/random-from.ts'
import { dumpLogTool } from './dump-log.ts'

/*
 * What Kafka 4.3's own kafka-dump-log.sh printed of the folders in `golden/disk/`, line by line: both streams, as a terminal shows them.
 */

const disk = new MemoryDisk()
for (const file of goldenFiles('disk').filter(each => !each.endsWith('.dump.txt'))) disk.append(`/data/${file}`, goldenBytes(`disk/${file}`))

function dump(...args: string[]): { lines: string[]; code: number } {
  const lines: string[] = [], line = (text = ''): void => { lines.push(...text.split('\n')) }
  const code = dumpLogTool({ args, files: {}, wall: () => 0, out: line, err: line, disk, codecs, random: randomFrom(1) })
  return { lines, code }
}

const decoderFor = (file: string): string =>
  file.includes('__consumer_offsets') ? '--offsets-decoder' : file.includes('__transaction_state') ? '--transaction-log-decoder'
    : file.includes('__cluster_metadata') ? '--cluster-metadata-decoder' : '--print-data-log'

describe('golden/disk', () => {
  test.each(goldenFiles('disk').filter(file => file.endsWith('.dump.txt')))('%s', golden => {
    const file = `/data/${golden.replace('.dump.txt', '')}`
    expect(dump('--deep-iteration', decoderFor(file), '--files', file).lines.join('\n')).toBe(goldenText(`disk/${golden}`).replace(/\n$/, ''))
  })
})
