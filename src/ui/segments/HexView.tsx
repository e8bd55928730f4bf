import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useSize } from '../hooks.ts'
import { shadesOf, type Space } from './rows.ts'
import { hex2, letter, place } from './show.ts'
import { useInSight } from './window.ts'

export interface Span { readonly from: number; readonly to: number }
interface Props {
  /** Id of what says more of the byte. */
  described: string
  space: Space
  label: string
  /** The byte the keyboard is on. */
  at: number
  chosen: Span | null
  /** What is chosen holds fields of its own: it is tinted, not filled. */
  isGroup: boolean
  pointed: Span | null
  onByte(at: number): void
  onPoint(at: number | null): void
  /** On to the field this byte belongs to. */
  onEnter(): void
}

const ROW = 18

/** Bytes as a hex dump: only the rows in sight are drawn. */
export const HexView = ({ described, space, label, at, chosen, isGroup, pointed, onByte, onPoint, onEnter }: Props) => {
  const [box, size] = useSize()
  const wide = size.width > 0 && size.width < 480 ? 8 : 16
  const rows = Math.ceil(space.bytes.length / wide)
  const { ref, first, last, onScroll, reveal } = useInSight(rows, ROW)
  useEffect(() => reveal(Math.floor(at / wide)), [at, wide, reveal])
  const from = first * wide, to = Math.min(space.bytes.length, last * wide)
  const classes = classesOf(space, from, to, { at, chosen, isGroup, pointed })
  const byteUnder = ({ target }: PointerEvent): number | null => {
    const byte = (target as HTMLElement).dataset['at']
    return byte === undefined ? null : Number(byte)
  }
  const under = useRef<number | null>(null)
  const point = (byte: number | null) => { if (byte !== under.current) onPoint(under.current = byte) }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextByte(event, at, wide, chosen, space.bytes.length)
    if (next === null && event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    if (next === null) onEnter()
    else onByte(Math.max(0, Math.min(space.bytes.length - 1, next)))
  }
  return (
    <div className="hexbox" ref={box}>
      <div
        className="hex scroll" ref={ref} tabIndex={0} role="application" aria-label={label} aria-describedby={described}
        onScroll={onScroll} onKeyDown={onKeyDown}
        onPointerMove={event => point(byteUnder(event))} onPointerLeave={() => point(null)}
        onClick={event => { const byte = byteUnder(event as unknown as PointerEvent); if (byte !== null) onByte(byte) }}
      >
        <div style={{ height: rows * ROW }}>
          <div style={{ transform: `translateY(${first * ROW}px)` }}>
            {Array.from({ length: Math.max(0, last - first) }, (_, i) => (
              <HexRow key={first + i} space={space} from={(first + i) * wide} wide={wide} base={from} classes={classes} />
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}

const HexRow = ({ space, from, wide, base, classes }: { space: Space; from: number; wide: number; base: number; classes: readonly string[] }) => {
  const bytes = [...space.bytes.subarray(from, from + wide)]
  return (
    <div className="hexrow">
      <i>{place(from)}</i>
      <span className={wide === 8 ? 'codes eight' : 'codes'}>{bytes.map((byte, i) => <b key={i} data-at={from + i} className={classes[from + i - base]}>{hex2(byte)}</b>)}</span>
      <span className="letters">{bytes.map((byte, i) => <b key={i} data-at={from + i} className={classes[from + i - base]}>{letter(byte)}</b>)}</span>
    </div>
  )
}

const within = (span: Span | null, at: number): boolean => span !== null && at >= span.from && at < span.to

function classesOf(space: Space, from: number, to: number, marks: Pick<Props, 'at' | 'chosen' | 'isGroup' | 'pointed'>): string[] {
  const classes: string[] = []
  for (const shade of shadesOf(space, from, to)) {
    for (let at = Math.max(from, shade.from); at < Math.min(to, shade.to); at++) {
      const mark = within(marks.chosen, at) && !marks.isGroup ? 'chosen' : within(marks.pointed, at) ? 'pointed' : within(marks.chosen, at) ? 'inside' : ''
      classes[at - from] = [shade.odd ? 'odd' : '', mark, at === marks.at ? 'at' : ''].filter(Boolean).join(' ')
    }
  }
  return classes
}

function nextByte({ key, ctrlKey, metaKey }: KeyboardEvent, at: number, wide: number, field: Span | null, end: number): number | null {
  const far = ctrlKey || metaKey
  switch (key) {
    case 'ArrowLeft': return at - 1
    case 'ArrowRight': return at + 1
    case 'ArrowUp': return at - wide
    case 'ArrowDown': return at + wide
    case 'PageUp': return at - wide * 10
    case 'PageDown': return at + wide * 10
    case 'Home': return far ? 0 : field?.from ?? 0
    case 'End': return far ? end - 1 : (field?.to ?? end) - 1
    default: return null
  }
}
