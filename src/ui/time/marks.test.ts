import { expect, test } from 'vitest'
import type { Told } from '../../world/view.ts'
import { gather, markOfAction, markOfGoal, markOfTold, markOfViolation, newestMarks, withMarks, type TimeMark } from './marks.ts'

const told = (at: number, seq: number, event: object): Told => ({ at, seq, machine: 'controller-5', process: 'controller-5', ...event }) as Told

test('leaders that move within a second are one pennant', () => {
  const moves = [0, 1, 2].map(i => markOfTold(told(50_200_000 + i, i, {
    is: 'leader.elected', partition: `orders-${i}`, leader: 2, epoch: 3, isr: [2], from: 'isr',
  }))!)
  expect(gather(moves)).toMatchObject([{ kind: 'leader', label: 'mark.leaders', n: 3, at: 50_200_000 }])
})
test('a new topic moves no leader', () => expect(markOfTold(told(1, 1, {
  is: 'leader.elected', partition: 'a-0', leader: 1, epoch: 0, isr: [1], from: 'new',
})))
  .toBe(null))
test('the mark says who took a broker out of the ISR: its leader, or the controller', () => {
  const shrank = (by: string) => markOfTold(told(1, 1, { is: 'isr.shrank', partition: 'orders-0', isr: [1], out: [3], by }))
  expect([shrank('leader')!.label, shrank('controller')!.label]).toEqual(['mark.isr-out', 'mark.isr-out-controller'])
})
test('a reassignment is marked when it begins, with where it leads, and when it is done', () => {
  const changed = (replicas: number[], adding: number[], removing: number[]) =>
    markOfTold(told(1, 1, { is: 'replicas.changed', partition: 'orders-0', replicas, adding, removing }))
  expect(changed([4, 1, 2, 3], [4], [1])).toMatchObject({ kind: 'moved', label: 'mark.reassigning', values: { replicas: '4 2 3' } })
  expect(changed([4, 2, 3], [], [])).toMatchObject({ kind: 'moved', label: 'mark.reassigned', values: { replicas: '4 2 3' } })
})
test('what a person does is marked, with its end', () => {
  expect([
    { do: 'process.kill', process: 'broker-1' }, { do: 'link.mend', from: 'a', to: 'b' },
    { do: 'process.command', process: 'admin', command: {} },
  ]
    .map((action, i) => markOfAction(i, action as never, i)?.kind)).toEqual(['fault', 'back', undefined])
})
test('a rebalance, a rolled segment and a log that was cut back are marked; Kafka’s own topics roll unmarked', () => {
  const kinds = [
    { is: 'group.state', group: 'billing', state: 'PreparingRebalance', generation: 2, members: 3, why: '' },
    { is: 'group.state', group: 'billing', state: 'Stable', generation: 3, members: 3, why: '' },
    { is: 'log.rolled', broker: 1, partition: 'orders-0', baseOffset: 100 }, { is: 'log.rolled', broker: 1, partition: '__consumer_offsets-0', baseOffset: 1 },
    { is: 'log.truncated', broker: 2, partition: 'orders-0', from: 90, to: 80 },
  ].map((event, i) => markOfTold(told(i, i, event))?.kind)
  expect(kinds).toEqual(['group', undefined, 'rolled', undefined, 'cut'])
})
test('what must never be has a mark of its own', () =>
  expect(markOfViolation({ name: 'acks all kept', at: 5, text: '' }, 0)).toMatchObject({ kind: 'broken', at: 5, values: { name: 'acks all kept' } }))

test('a goal is marked where it was met, on the track it was met on', () => {
  const goal = { id: 'cut', verdict: { met: true }, metAt: 7_000_000, on: '2' } as const
  expect(markOfGoal(goal, 1, '2')).toMatchObject({ at: 7_000_000, kind: 'goal', label: 'mark.goal', values: { n: 2 } })
  expect([markOfGoal(goal, 1, 'main'), markOfGoal({ ...goal, metAt: null }, 1, '2')]).toEqual([null, null])
})

const rolled = (at: number) => markOfTold(told(at, at, { is: 'log.rolled', broker: 1, partition: 'orders-0', baseOffset: at }))!
test('marks that come later lie with those there are as if all had come at once', () => {
  const moments = [0, 400_000, 3_000_000, 3_100_000, 9_000_000].map(rolled)
  const oneByOne = moments.reduce<readonly TimeMark[]>((marks, mark) => withMarks(marks, [mark]), [])
  expect(oneByOne).toEqual(gather(moments))
  expect(oneByOne.map(({ n }) => n)).toEqual([2, 2, 1])
})
test('where there are too many, what the cluster did by itself long ago goes first, and what was done last of all', () => {
  const killed = markOfAction(1, { do: 'process.kill', process: 'broker-1' } as never, 0)!
  const marks = [rolled(0), killed, rolled(5_000_000), rolled(9_000_000)]
  expect(newestMarks(marks, 4)).toBe(marks)
  expect(newestMarks(marks, 3).map(({ at }) => at)).toEqual([1, 5_000_000, 9_000_000])
  expect(newestMarks(marks, 2).map(({ at }) => at)).toEqual([1, 9_000_000])
  expect(newestMarks([killed, { ...killed, at: 2 }, { ...killed, at: 3 }], 2).map(({ at }) => at)).toEqual([2, 3])
})
