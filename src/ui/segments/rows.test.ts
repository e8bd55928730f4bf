import { describe, expect, test } from 'vitest'
import { annotateFile } from '../../protocol/annotate/file.ts'
import { listOf } from '../../protocol/annotate/tree.ts'
import { goldenBytes } from '../../testing/golden.ts'
import { codecs } from '../../testing/log-fixture.ts'
import { above, fieldAt, rowOfOffset, rowsBetween, rowsOf, shadesOf, type Space } from './rows.ts'

const open = (file: string): Space => {
  const bytes = goldenBytes(`disk/kafka-1/${file}`)
  return { root: '', bytes, parts: annotateFile(file.split('/').at(-1)!, bytes, codecs) }
}
const plain = open('d-plain-0/00000000000000000000.log')
const compressed = open('d-codecs-0/00000000000000000000.log')
const all = (space: Space, ...ids: string[]) => { const rows = rowsOf(space, new Set(ids)); return rowsBetween(rows, 0, rows.length) }
const shown = (space: Space, ...ids: string[]) => all(space, ...ids).filter(row => row.id.startsWith('0'))
  .map(({ node, depth }) => `${'  '.repeat(depth - 1)}${node.name}`).join('\n')

describe('the rows of a segment', () => {
  test('are its batches, until one is unfolded', () => {
    expect(shown(plain)).toBe('batch')
    expect(shown(plain, '0', '0/13', '0/13/0')).toMatchInlineSnapshot(`
      "batch
        baseOffset
        batchLength
        partitionLeaderEpoch
        magic
        crc
        attributes
        lastOffsetDelta
        baseTimestamp
        maxTimestamp
        producerId
        producerEpoch
        baseSequence
        recordsCount
        records
          record
            length
            attributes
            timestampDelta
            offsetDelta
            keyLength
            key
            valueLength
            value
            headersCount
          record"
    `)
  })
  test('a compressed payload opens into bytes of its own', () => {
    const index = listOf(compressed.parts).findIndex(batch => batch.parts?.().some(part => part.expanded))
    const rows = all(compressed, `${index}`, `${index}/13`).filter(row => row.space.root === `${index}/13`)
    expect(rows[0]!.node.from).toBe(0)
    expect(rows.at(-1)!.node.to).toBe(rows[0]!.space.bytes.length)
  })
  test('a row is where its id says, whatever is unfolded above it', () => {
    const ids = ['0', '0/13', '0/13/0', '1', '1/13'], rows = rowsOf(plain, new Set(ids)), drawn = all(plain, ...ids)
    expect(drawn.map(({ id }) => rows.indexOf(id))).toEqual(drawn.map((_, place) => place))
    expect(drawn.filter(({ depth }) => depth === 1).map(({ id }) => id)).toEqual(listOf(plain.parts).map((_, index) => `${index}`))
    expect([rows.indexOf('1/13/0/2'), rows.indexOf('99'), rows.indexOf(''), rows.at(rows.length)]).toEqual([-1, -1, -1, undefined])
  })
  test('of a long segment, only those are made that are looked at', () => {
    let made = 0
    const parts = { length: 100_000, at: (index: number) => { made++; return { name: 'batch', from: 170 * index, to: 170 * (index + 1), parts: () => [] } } }
    const rows = rowsOf({ root: '', bytes: new Uint8Array(), parts }, new Set(['7']))
    expect(rowsBetween(rows, 50_000, 50_020).map(({ id }) => id).at(-1)).toBe('50019')
    expect(fieldAt({ root: '', bytes: new Uint8Array(), parts }, 170 * 99_999)).toBe('99999')
    expect(made).toBeLessThan(50)
  })
})

test('a byte leads to its row, and what lies above it is known', () => {
  expect([0, 17, 61, 62, plain.bytes.length].map(at => fieldAt(plain, at))).toEqual(['0/0', '0/4', '0/13/0/0', '0/13/0/1', null])
  expect(above('0/13/0/1')).toEqual(['0', '0/13', '0/13/0'])
})
test('an offset leads to its record', () => {
  expect(rowOfOffset(plain, 83, 3)).toBe('1/13/1')
  expect(rowOfOffset(plain, 83, 99)).toBe('1')
})
test('neighbours in sight are told apart', () => {
  expect(shadesOf(plain, 4, 18).map(({ from, to, odd }) => `${from}–${to} ${odd}`)).toEqual(['0–8 false', '8–12 true', '12–16 false', '16–17 true', '17–21 false'])
})
