import { expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import { DateTimeError, parseDateTime, parseDuration } from './iso8601.ts'

test.each([['PT1H', 3_600_000], ['P1D', 86_400_000], ['PT0S', 0], ['-PT1M', -60_000], ['PT1.5S', 1_500], ['P2DT3H4M', 183_840_000], ['pt1s', 1_000], ['PT-0.5S', -500]])(
  '%s is %i ms', (text, ms) => { expect(parseDuration(text)).toBe(ms) })
test.each(['1h', 'P', 'PT', 'P1Y', 'PT1S1M', ''])('%j is no duration', text => { expect(parseDuration(text)).toBeNull() })

test.each(['2020-01-01T00:00:00.000', '2020-01-01T00:00:00.000Z', '2020-01-01T09:00:00.000+09:00', '2019-12-31T19:00:00.000-0500', '2020-01-01T01:00:00.000+01'])(
  '%s is the same moment', text => { expect(parseDateTime(text)).toBe(1_577_836_800_000) })
test.each(['yesterday', '2020-02-30T00:00:00.000', '2020-01-01T24:00:00.000', '2020-01-01T00:00:00'])('%s is refused', text => {
  expect(() => parseDateTime(text)).toThrow(DateTimeError)
})

test('any moment reads as the platform writes it', () => {
  fc.assert(fc.property(fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }), date => {
    expect(parseDateTime(date.toISOString())).toBe(date.getTime())
  }))
})
