import { expect, test } from 'vitest'
import { fc } from '../../testing/property.ts'
import { forked, MAIN, ONE_TRACK, opened, removed, renamed, trackOf, type Tracks } from './tracks.ts'

const fork = (tracks: Tracks, forkedAt: number): Tracks => forked(tracks, { forkedAt, name: '', differs: { is: 'continued' } })
const drawn = ({ open, tracks }: Tracks): string => tracks.map(({ id, parent, forkedAt }) => `${id}${id === open ? '*' : ''}${parent ? ` ${parent}@${forkedAt}` : ''}`).join(', ')

test('a fork leaves the track that is open and is open from then on', () => {
  const twice = fork(opened(fork(ONE_TRACK, 50), MAIN), 30)
  expect(drawn(twice)).toBe('main, 2 main@50, 3* main@30')
  expect(drawn(fork(twice, 40))).toBe('main, 2 main@50, 3 main@30, 4* 3@40')
})
test('those that left a track which goes leave its parent, no later than it did', () => {
  const grown = opened(fork(fork(fork(ONE_TRACK, 50), 80), 20), MAIN)
  expect(drawn(removed(grown, '2'))).toBe('main*, 3 main@50, 4 3@20')
})
test('the first and the open one stay', () => {
  const two = fork(ONE_TRACK, 50)
  expect([removed(two, '2'), removed(two, MAIN)]).toEqual([two, two])
})
test('a name is a person’s', () => expect(trackOf(renamed(fork(ONE_TRACK, 50), '2', 'without the cut'), '2')!.name).toBe('without the cut'))

const deed = fc.oneof(
  fc.nat(100).map(at => (tracks: Tracks) => fork(tracks, at)),
  fc.nat(8).map(n => (tracks: Tracks) => removed(tracks, `${n}`)), fc.nat(8).map(n => (tracks: Tracks) => opened(tracks, `${n}`)),
)
test('whatever is done, every track has a parent that is there, and no id comes twice', () => {
  fc.assert(fc.property(fc.array(deed), deeds => {
    const all = deeds.reduce((tracks, done) => done(tracks), ONE_TRACK)
    const ids = all.tracks.map(track => track.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain(all.open)
    for (const { id, parent } of all.tracks) expect(parent === null ? id === MAIN : ids.includes(parent)).toBe(true)
  }))
})
