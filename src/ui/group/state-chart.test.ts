import { expect, test } from 'vitest'
import { edges, rows } from './state-chart.ts'

test('the chart has a line for each row of the coordinator’s table', () => {
  expect(edges().map(({ from, event, to }) => ({ from, event, to }))).toEqual(rows())
  expect(rows().map(({ from, event, to }) => `${from} ${event} ${to}`)).toMatchInlineSnapshot(`
    [
      "Empty rebalance PreparingRebalance",
      "Empty deleted Dead",
      "PreparingRebalance joined CompletingRebalance",
      "PreparingRebalance emptied Empty",
      "PreparingRebalance deleted Dead",
      "CompletingRebalance synced Stable",
      "CompletingRebalance rebalance PreparingRebalance",
      "CompletingRebalance deleted Dead",
      "Stable rebalance PreparingRebalance",
      "Stable deleted Dead",
    ]
  `)
})

test('there and back are two lines', () => {
  const paths = edges().map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
})
