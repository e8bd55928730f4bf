import { useState, type FormEvent } from 'react'
import { baseOffsetIn, lookup, type Lookup } from '../../session/segments.ts'
import { place } from './show.ts'
import type { Say } from './words.ts'

type Files = Readonly<Record<string, Uint8Array>>
export interface Found { readonly file: string; readonly batchAt: number; readonly offset: number }

const NOTHING = new Uint8Array(0)

export interface LookedUp { readonly file: string; readonly base: number; readonly way: Lookup }
export type LookUp = (offset: number) => Promise<LookedUp | null>

/** What is read to find an offset: the log it is in, if anywhere, and the index beside it. */
export function readFor(names: readonly string[], offset: number): string[] {
  const logs = names.filter(name => name.endsWith('.log')).sort()
  const file = logs.findLast(name => baseOffsetIn(name)! <= offset) ?? logs[0]
  return file === undefined ? [] : [file, file.replace('.log', '.index')]
}

/** Where an offset is, and how the index led there. */
export function findOffset(files: Files, offset: number): LookedUp | null {
  const [file, index] = readFor(Object.keys(files), offset)
  if (file === undefined) return null
  const base = baseOffsetIn(file)!
  return { file, base, way: lookup(offset, base, files[index!] ?? NOTHING, files[file]!) }
}
export const foundBy = ({ file, way: { offset, found } }: LookedUp): Found | null => found && { file, batchAt: found.at, offset }

/** The form, and the steps of the lookup told one by one. */
export const FindOffset = ({ lookUp, say, onFound }: { lookUp: LookUp; say: Say; onFound(found: Found): void }) => {
  const [text, setText] = useState('')
  const [found, setFound] = useState<LookedUp | null>(null)
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    const offset = Number(text)
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(offset)) return
    const result = await lookUp(offset), place = result && foundBy(result)
    setFound(result)
    if (place) onFound(place)
  }
  return (
    <div className="find">
      <form onSubmit={event => void onSubmit(event)}>
        <label>{say('find')} <input inputMode="numeric" value={text} onChange={event => setText(event.target.value)} size={8} /></label>
        <button className="btn quiet small">{say('find.go')}</button>
      </form>
      {found && <ol role="status">{stepsOf(found, say).map(step => <li key={step}>{step}</li>)}</ol>}
    </div>
  )
}

const PASSED = 12
function stepsOf({ file, base, way }: LookedUp, say: Say): string[] {
  const { offset, relative, entry, skipped, found } = way
  const passed = skipped.slice(-PASSED).map(batch => batch.baseOffset).join(', ')
  return [
    say('find.segment', { file, offset }),
    say('find.relative', { offset, base, relative }),
    entry ? say('find.entry', { relative: entry.relative, position: entry.position }) : say('find.none'),
    skipped.length > 0 ? say('find.scan', { passed: skipped.length > PASSED ? `… ${passed} (${skipped.length})` : passed }) : say('find.no-scan'),
    found ? say('find.found', { position: `${found.at} (0x${place(found.at)})`, from: found.baseOffset, to: found.lastOffset }) : say('find.missing'),
  ]
}
