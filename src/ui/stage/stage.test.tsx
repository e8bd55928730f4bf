import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { deskState } from '../../testing/desk-fixture.ts'
import { small, troubled } from '../../testing/view-fixture.ts'
import type { ClusterView } from '../../world/view.ts'
import { en } from '../i18n/en.ts'
import { translate, type Translate } from '../i18n/index.ts'
import { matrix } from './geometry-matrix.ts'
import { linkArcs } from './LinkFaults.tsx'
import { MatrixPicture } from './MatrixPicture.tsx'
import { stageModel } from './model.ts'
import { outlineOf } from './outline-words.ts'

const t: Translate = (key, values) => translate(en, key, values)
const draw = (view: ClusterView, width = 1_440) => {
  const model = stageModel(view, { internal: false })
  const m = matrix(model, width)
  const { history } = deskState({ view })
  return renderToStaticMarkup(
    <MatrixPicture
      t={t} m={m} model={model} arcs={linkArcs(view.faults, m)} history={history} now={view.now} selection={null} ring={null}
      focused={null}
    />,
  )
}
const marks = (markup: string, mark: string) => markup.split(mark).length - 1
/** One pennant is a filled path in the leader's colour; a hollow one is drawn in ink. */
const pennants = (markup: string) => [marks(markup, 'l8 3.5l-8 3.5" fill="var(--leader)"'), marks(markup, 'l8 3.5l-8 3.5" fill="none"')]

test('the twin says every mark of the stage in words', () => {
  const { head, rows } = outlineOf(t, stageModel(small({ killed: true }), { internal: false }))
  expect([head, ...rows].map(cells => cells.map(c => c.text).join(' | '))).toMatchInlineSnapshot(`
    [
      "partitions | broker 1 · not running | broker 2 · running | broker 3 · running | audit · Stable",
      "payments-0 · ISR 2 3 · 3 lost | offline · preferred leader · LEO 12 · +2 | leader · HW 9 · LEO 10 | in sync · LEO 10 · = | lag 1",
    ]
  `)
})

test('a pennant for every leader, a hollow one for whoever is preferred and does not lead', () => {
  expect(pennants(draw(troubled))).toEqual([8, 3])
})

test('every state has a shape of its own', () => {
  const markup = draw(troubled)
  expect({
    lagging: marks(markup, 'fill="url(#lagging)"'), aboveTheMark: marks(markup, 'url(#uncommitted)') > 0, leaderless: marks(markup, 'var(--leaderless)') > 1,
    offline: marks(markup, 'was 1'), torn: marks(markup, '−2,147'), slowLine: marks(markup, 'stroke-dasharray="1 3"'),
  }).toEqual({ lagging: 8, aboveTheMark: true, leaderless: true, offline: 2, torn: 1, slowLine: 1 })
})

test('colour arrives with commitment: what is above the high watermark is hatched, for followers too', () => {
  const committed = draw({
    ...small(),
    replicas: { 'payments-0': Object.fromEntries([1, 2, 3].map(b => [b, { ...small().replicas['payments-0']![b]!, end: 9, hw: 9 }])) },
  })
  expect(/width="0" height="1[04]" fill="url\(#uncommitted\)"/.test(committed)).toBe(true)
})

test('lag is amber only while it rises', () => {
  const markup = draw(troubled)
  expect(/class="m w5 big t-lag"[^>]*>1,284</.test(markup)).toBe(true)
  expect(/class="m w5 big "[^>]*>210</.test(markup)).toBe(true)
})

test('a phone sees the same rows, without rails', () => {
  const markup = draw(troubled, 390)
  expect([marks(markup, 'orders-4'), pennants(markup)[0]]).toEqual([1, 8])
})
