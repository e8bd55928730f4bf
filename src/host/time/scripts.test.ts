import { describe, expect, test } from 'vitest'
import type { Plain } from '../../env/process.ts'
import { RememberingScripts } from './scripts.ts'

/** A realm that counts what it is told, and begins at nothing with every start. */
class Counting {
  readonly counts = new Map<string, number>()
  readonly ended = (script: string): void => { this.counts.delete(script) }
  deliver(script: string, _turn: number, input: Plain): Plain {
    const n = isStart(input) ? 1 : (this.counts.get(script) ?? NaN) + 1
    this.counts.set(script, n)
    return [n]
  }
}
const start = { events: [{ is: 'start' }] }, tick = { events: [{ is: 'timer' }] }
const isStart = (input: Plain): boolean => input === start

function remembering(counting = new Counting()) {
  const answers: Plain[] = []
  const scripts = new RememberingScripts(() => counting, (_, calls) => answers.push(calls))
  scripts.begin()
  return { scripts, answers, counting }
}

describe('a script whose past was lived again', () => {
  test('lives it in its realm when something new is asked, and goes on from there', () => {
    const { scripts, counting } = remembering()
    scripts.relived('shop', 0, start, [1])
    scripts.relived('shop', 1, tick, [2])
    expect(counting.counts.size).toBe(0)
    expect(scripts.deliver('shop', 2, tick)).toEqual([3])
    expect(scripts.deliver('shop', 3, tick)).toEqual([4])
  })
  test('begins where it was run last', () => {
    const { scripts } = remembering()
    for (const [turn, input] of [start, tick, start, tick].entries()) scripts.relived('shop', turn, input, [input === start ? 1 : 2])
    expect(scripts.deliver('shop', 4, tick)).toEqual([3])
  })
  test('fails in words when it goes another way', () => {
    const { scripts } = remembering()
    scripts.relived('shop', 0, start, [99])
    expect(scripts.deliver('shop', 1, tick)).toMatchObject([{ call: 'failed', error: { message: 'went another way when its past was lived again' } }])
  })
  test('goes on from any of its turns on another track', () => {
    const first = remembering()
    for (const [turn, input] of [start, tick, tick, tick].entries()) first.scripts.deliver('shop', turn, input)
    const second = new RememberingScripts(() => new Counting(), () => {}, first.scripts.livesAt(new Map([['shop', 2]])))
    expect(second.deliver('shop', 2, tick)).toEqual([3])
    expect(first.scripts.deliver('shop', 4, tick)).toEqual([5])
  })
})

describe('a realm that answers later', () => {
  const later = () => {
    let answer: (script: string, calls: Plain) => void = () => {}
    const asked: Plain[] = [], heard: Plain[] = []
    const scripts = new RememberingScripts(given => {
      answer = given
      return { deliver: (_, __, input) => { asked.push(input); return null }, ended() {} }
    }, (_, calls) => heard.push(calls))
    return { scripts, asked, heard, answers: (calls: Plain) => answer('shop', calls) }
  }
  test('is asked its past turn by turn before the world hears of it', () => {
    const { scripts, asked, heard, answers } = later()
    scripts.begin()
    scripts.relived('shop', 0, start, ['a'])
    expect(scripts.deliver('shop', 1, tick)).toBe(null)
    answers(['a'])
    expect([asked, heard]).toEqual([[start, tick], []])
    answers(['b'])
    expect(heard).toEqual([['b']])
  })
  test('is heard once its world is run, and not before', () => {
    const { scripts, heard, answers } = later()
    scripts.deliver('shop', 0, start)
    answers(['a'])
    expect(heard).toEqual([])
    scripts.begin()
    expect(heard).toEqual([['a']])
  })
  test('has nothing to say when its process is gone', () => {
    const { scripts, heard, answers } = later()
    scripts.begin()
    scripts.deliver('shop', 0, start)
    scripts.ended('shop')
    answers(['a'])
    expect(heard).toEqual([])
  })
})
