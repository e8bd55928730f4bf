import { expect, test, vi } from 'vitest'
import { deskState } from '../../testing/desk-fixture.ts'
import { troubled } from '../../testing/view-fixture.ts'
import { available } from '../commands/index.ts'
import { replicasAfter } from '../commands/move-replica.ts'
import type { DeskDo, DeskState, Selection } from '../desk.ts'
import { matrix } from '../stage/geometry-matrix.ts'
import { stageModel } from '../stage/model.ts'
import { deedOf, gripAt, perform } from './deeds.ts'

const m = matrix(stageModel(troubled, { internal: false }), 1_440)
const machineOf = (process: string) => troubled.processes[process]?.machine ?? null
const head = (broker: number) => { const jar = m.jars.find(j => j.broker.id === broker)!; return [jar.x + 20, m.jarTop + 10] as const }
const cell = (partition: string, broker: number) => [head(broker)[0] + 20, m.rows.get(partition)!.log] as const
const drag = (from: readonly [number, number], to: readonly [number, number]) => {
  const grip = gripAt(m, machineOf, ...from)
  return grip && deedOf(m, grip, machineOf, ...to)
}

test('from jar to jar, or from a client to a jar, the line between their machines is cut', () => {
  expect(drag(head(1), head(3))).toEqual({ is: 'cut', from: 'broker-1', to: 'broker-3' })
  const card = m.cards.find(c => c.process === 'checkout')!
  expect(drag([card.x + 5, card.y + 5], head(2))).toEqual({ is: 'cut', from: 'client-checkout', to: 'broker-2' })
  expect(drag(head(1), head(1))).toBeNull()
})

test('a replica goes to a broker that has none of its partition, and nowhere else', () => {
  expect(drag(cell('clicks-0', 2), cell('clicks-0', 3))).toEqual({ is: 'move', partition: 'clicks-0', from: 2, to: 3 })
  expect(drag(cell('clicks-0', 2), cell('clicks-0', 1))).toBeNull()
  expect(replicasAfter(troubled, 'orders-2', 3, 4)).toEqual([4, 1, 2])
  expect([replicasAfter(troubled, 'orders-2', 3, 1), replicasAfter(troubled, 'orders-2', 3, 9)]).toEqual([null, null])
})

const desk = () => {
  let state: DeskState = deskState({ view: troubled })
  const [act, reassign] = [vi.fn(), vi.fn()]
  const door = { act, reassign, select: (selection: Selection | null) => { state = { ...state, selection } } } as unknown as DeskDo
  return { act, reassign, context: () => ({ state, do: door }) }
}

test('what was dragged is a command, with what it is about selected', () => {
  const { act, reassign, context } = desk()
  perform({ is: 'cut', from: 'broker-1', to: 'broker-2' }, context)
  expect(act).toHaveBeenCalledWith({ do: 'link.cut', from: 'broker-1', to: 'broker-2' })
  perform({ is: 'move', partition: 'clicks-0', from: 2, to: 3 }, context)
  expect(reassign).toHaveBeenCalledWith('clicks-0', [1, 3])
  expect(context().state.selection).toEqual({ is: 'partition', partition: 'clicks-0' })
})

test('the menu of a replica offers every broker that is up and has none', () => {
  const { context } = desk()
  context().do.select({ is: 'replica', partition: 'clicks-0', broker: 2 })
  expect(available(context()).filter(c => c.id.startsWith('move-')).map(c => c.id)).toEqual(['move-clicks-0-2-3'])
})
