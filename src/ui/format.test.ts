import { expect, test } from 'vitest'
import { bytes, change, clock, count, duration, short, speed, tick } from './format.ts'

test('counts are grouped, with a minus as wide as a digit', () => {
  expect([0, 999, 1_000, 12_414, -2_147, 1_234_567].map(count)).toEqual(['0', '999', '1,000', '12,414', '−2,147', '1,234,567'])
  expect([-1_086, 0, 44].map(change)).toEqual(['−1,086', '=', '+44'])
  expect([9_999, 12_414, 127_608, 2_400_000].map(short)).toEqual(['9,999', '12.4k', '128k', '2.4M'])
})

test('world time as clock, ruler and duration', () => {
  expect([0, 74_208_000, 75_999, 3_600_000_000].map(clock)).toEqual(['00:00.000', '01:14.208', '00:00.075', '60:00.000'])
  expect(tick(75_000_000, 15_000_000)).toBe('1:15')
  expect(tick(1_250_000, 50_000)).toBe('0:01.25')
  expect([0, 850, 4_200, 200_000, 6_400_000, 42_000_000, 180_000_000].map(duration)).toEqual(['0 s', '850 µs', '4.2 ms', '0.2 s', '6.4 s', '42 s', '3 min'])
})

test('sizes and speeds', () => {
  expect([524, 524_233, 2_620_000, 3e9].map(bytes)).toEqual(['524 B', '524 kB', '2.6 MB', '3 GB'])
  expect([0.01, 0.25, 1, 3.16, 1000].map(speed)).toEqual(['×0.01', '×0.25', '×1', '×3.2', '×1000'])
})
