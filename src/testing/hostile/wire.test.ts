import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { fuzzWire } from '../../dev/wire.ts'
import { atStrength, isQuick } from '../strength.ts'
import { mutated, shrunk, type Mutation } from './mutation.ts'

const FUZZ = fileURLToPath(new URL('../../dev/fuzz.ts', import.meta.url))
const INPUTS = atStrength(200, 50_000)

test.runIf(isQuick)(`${INPUTS} mutated frames, messages, batches, payloads and files do no harm`, () => {
  expect(fuzzWire({ inputs: INPUTS, seed: 1, from: 0, minutes: Infinity })).toBe(0)
})

/** As it is called from outside, in a process of its own: what it holds is its own. */
test.skipIf(isQuick)(`${INPUTS} mutated frames, messages, batches, payloads and files do no harm to a process of their own`, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', FUZZ, '--wire', '--inputs', String(INPUTS)],
    { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout).toMatch(`${INPUTS} inputs`)
  expect(status).toBe(0)
}, 600_000)

describe('mutations', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4)
  const cases: [Mutation, number[]][] = [
    [{ is: 'flip', at: 0, bit: 7 }, [129, 2, 3, 4]],
    [{ is: 'put', at: 3, bytes: [9, 9] }, [1, 2, 3, 9, 9]],
    [{ is: 'insert', at: 1, bytes: [9] }, [1, 9, 2, 3, 4]],
    [{ is: 'drop', at: 1, count: 2 }, [1, 4]],
    [{ is: 'repeat', at: 0, count: 2, to: 4 }, [1, 2, 3, 4, 1, 2]],
    [{ is: 'cut', at: 7 }, [1, 2]],
  ]
  test.each(cases)('%o', (mutation, expected) => expect([...mutated(bytes, [mutation])]).toEqual(expected))

  test('are shrunk to the one that does it', () => {
    const all = cases.map(([mutation]) => mutation)
    expect(shrunk(all, fewer => fewer.some(each => each.is === 'drop'))).toEqual([cases[3]![0]])
  })
})
