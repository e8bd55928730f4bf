import { expect, test } from 'vitest'
import { fc } from '../../testing/property.ts'
import { dateTimeText, logLine } from './log-line.ts'

test('a line as log4j writes it', () => {
  const line = logLine(1_795_227_488_640, 'WARN', 'New offset (1000) is higher', 'org.apache.kafka.tools.OffsetsUtils')
  expect(line).toMatchInlineSnapshot('"[2026-11-21 02:18:08,640] WARN New offset (1000) is higher (org.apache.kafka.tools.OffsetsUtils)"')
})

test('dates of four centuries are the calendar\'s', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 12_622_780_800_000 }), at => {
    expect(dateTimeText(at)).toBe(new Date(at).toISOString().slice(0, 19).replace('T', ' '))
  }))
})
