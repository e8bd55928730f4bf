import { expect, test } from 'vitest'
import { small } from '../../testing/view-fixture.ts'
import { ownedIn } from './readers.ts'

const view = small(), [group] = Object.values(view.groups), all = ownedIn(view, group!)

test('a line for each partition with who reads it, in order, and one for each member that owns none', () => {
  const idle = { ...group!.members[0]!, id: 'idle-1', clientId: 'spare', partitions: [] }
  const lines = ownedIn(view, { ...group!, members: [...group!.members, idle] })
  expect(lines.map(({ partition }) => partition)).toEqual([...all.map(({ partition }) => partition), null])
  expect(lines.at(-1)!.member!.clientId).toBe('spare')
})

test('the filter finds a partition and an owner, by all of its words', () => {
  const { partition, process, member } = all.find(each => each.member)!, owner = process ?? member!.clientId
  expect(ownedIn(view, group!, `${partition!.toUpperCase()}  ${owner}`).map(each => each.partition)).toContain(partition)
  expect(ownedIn(view, group!, owner).every(each => (each.process ?? each.member?.clientId) === owner)).toBe(true)
  expect(ownedIn(view, group!, 'nobody')).toEqual([])
})
