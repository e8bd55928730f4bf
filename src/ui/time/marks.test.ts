import { expect, test } from 'vitest'
import type { Told } from '../../world/view.ts'
import { gather, markOfAction, markOfTold } from './marks.ts'

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
