import { useState, type FormEvent } from 'react'
import { baseOffsetIn, lookup } from '../../session/segments.ts'
import { place } from './show.ts'
import type { Say } from './words.ts'

type Files = Readonly<Record<string, Uint8Array>>
export interface Found { readonly file: string; readonly batchAt: number; readonly offset: number }

const NOTHING = new Uint8Array(0)

/** Where an offset is, and how the index led there. */
export function findOffset(files: Files, offset: number) {
  const logs = Object.keys(files).filter(name => name.endsWith('.log')).sort()
  const file = logs.findLast(name => baseOffsetIn(name)! <= offset) ?? logs[0]
  if (file === undefined) return null
  const base = baseOffsetIn(file)!
  return { file, base, way: lookup(offset, base, files[file.replace('.log', '.index')] ?? NOTHING, files[file]!) }
}

/** The form, and the steps of the lookup told one by one. */
export const FindOffset = ({ files, say, onFound }: { files: Files; say: Say; onFound(found: Found): void }) => {
  const [text, setText] = useState('')
  const [asked, setAsked] = useState<number | null>(null)
  const found = asked === null ? null : findOffset(files, asked)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const offset = Number(text)
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(offset)) return
    setAsked(offset)
    const result = findOffset(files, offset)
    if (result?.way.found) onFound({ file: result.file, batchAt: result.way.found.at, offset })
  }
  return (
    <div className="find">
      <form onSubmit={onSubmit}>
        <label>{say('find')} <input inputMode="numeric" value={text} onChange={event => setText(event.target.value)} size={8} /></label>
        <button className="btn quiet small">{say('find.go')}</button>
      </form>
      {found && <ol role="status">{stepsOf(found, say).map(step => <li key={step}>{step}</li>)}</ol>}
    </div>
  )
}

const PASSED = 12
function stepsOf({ file, base, way }: NonNullable<ReturnType<typeof findOffset>>, say: Say): string[] {
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
