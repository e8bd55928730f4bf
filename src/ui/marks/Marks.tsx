import type { Hue } from '../stage/model-rows.ts'

/*
 * The marks of the grammar, each with a shape of its own, so that the picture survives without colour.
 * All are drawn around (x, y) and take their colours from the tokens.
 */
interface At { x: number; y: number }

/** This replica leads; hollow: it is preferred, and another leads. */
export const Pennant = ({ x, y, hollow = false }: At & { hollow?: boolean }) => (
  <path
    d={`M${x} ${y}v14M${x} ${y}l8 3.5l-8 3.5`} fill={hollow ? 'none' : 'var(--leader)'}
    stroke={hollow ? 'var(--ink-3)' : 'var(--leader)'} strokeWidth={hollow ? 1.2 : 1.5}
  />
)
export const InSync = ({ x, y }: At) => <circle cx={x} cy={y} r="2.6" fill="var(--insync-edge)" />
export const Tick = ({ x, y }: At) => <path d={`M${x - 4} ${y}l3 3.2l5.4 -6.6`} fill="none" stroke="var(--accent)" strokeWidth="1.8" strokeLinejoin="round" />
export const Lagging = ({ x, y }: At) => (
  <path d={`M${x - 3} ${y - 3.2}h6l-3 6.4z`} fill="none" stroke="var(--lagging-edge)" strokeWidth="1.4" strokeLinejoin="round" />
)
export const Offline = ({ x, y }: At) => <path d={`M${x - 3} ${y - 3}l6 6m0 -6l-6 6`} stroke="var(--offline)" strokeWidth="1.5" fill="none" />
export const Paused = ({ x, y }: At) =>
  <path d={`M${x - 2} ${y - 3.5}v7M${x + 2} ${y - 3.5}v7`} stroke="var(--ink-2)" strokeWidth="1.6" fill="none" />
export const Leaderless = ({ x, y, r = 5 }: At & { r?: number }) => (
  <g fill="none" stroke="var(--leaderless)" strokeWidth="1.6">
    <circle cx={x} cy={y} r={r} />
    <path d={`M${x - r - 1.5} ${y + r + 1.5}L${x + r + 1.5} ${y - r - 1.5}`} />
  </g>
)
/** A topic: disc, diamond, square, triangle. */
export const Topic = ({ hue, x, y, r = 3.6 }: At & { hue: Hue; r?: number }) => {
  const fill = `var(--topic-${hue})`
  if (hue === 1) return <circle cx={x} cy={y} r={r} fill={fill} />
  if (hue === 2) return <path d={`M${x} ${y - r - 0.8}l${r + 0.8} ${r + 0.8}l${-r - 0.8} ${r + 0.8}l${-r - 0.8} ${-r - 0.8}z`} fill={fill} />
  if (hue === 3) return <rect x={x - r} y={y - r} width={2 * r} height={2 * r} fill={fill} />
  return <path d={`M${x} ${y - r - 0.6}l${r + 0.9} ${2 * r}h${-2 * r - 1.8}z`} fill={fill} />
}
/** The active controller: a hexagon with a hub; a voter: the hexagon alone. */
export const Controller = ({ x, y, active }: At & { active: boolean }) => (
  <g>
    <path d={`M${x} ${y - 6}l5.2 3v6l-5.2 3l-5.2 -3v-6z`} fill="none" stroke={active ? 'var(--ink)' : 'var(--edge)'} strokeWidth="1.4" />
    {active && <circle cx={x} cy={y} r="2.2" fill="var(--ink)" />}
  </g>
)
export const Fault = ({ x, y }: At) => <path d={`M${x} ${y + 6}l-5.5 -10h11z`} fill="var(--ink)" />
export const Return = ({ x, y }: At) => <circle cx={x} cy={y} r="3.6" fill="var(--pane)" stroke="var(--ink-2)" strokeWidth="1.5" />
/** Replicas go from some brokers to others. */
export const Moved = ({ x, y }: At) =>
  <path d={`M${x - 5} ${y - 2.5}h9l-3 -3M${x + 5} ${y + 2.5}h-9l3 3`} fill="none" stroke="var(--ink-2)" strokeWidth="1.5" strokeLinejoin="round" />
/** A group gives up what it owns and joins again. */
export const Rebalance = ({ x, y }: At) =>
  <path d={`M${x - 4} ${y}a4 4 0 1 1 1.5 3.1M${x - 4.5} ${y - 3}v3.2h3.2`} fill="none" stroke="var(--ink-2)" strokeWidth="1.4" />
/** A segment ends, the next begins. */
export const Rolled = ({ x, y }: At) => <path d={`M${x - 4} ${y - 3}h3v6h-3M${x + 4} ${y - 3}h-3v6h3`} fill="none" stroke="var(--ink-3)" strokeWidth="1.4" />
/** A log was cut back. */
export const Cut = ({ x, y }: At) => <path d={`M${x - 5} ${y}h5M${x} ${y - 4}v8M${x + 2} ${y - 3}l4 6m0 -6l-4 6`} fill="none" stroke="var(--lost)" strokeWidth="1.4" />
/** What must never be. */
export const Broken = ({ x, y }: At) => <path d={`M${x} ${y - 6}l5.5 10h-11zM${x} ${y - 2}v3M${x} ${y + 2.4}v.8`} fill="var(--pane)" stroke="var(--lost)" strokeWidth="1.5" />
/** A metric went beyond its threshold. */
export const Crossed = ({ x, y }: At) => <path d={`M${x - 6} ${y}h12M${x - 4} ${y + 4}l4 -9l4 9`} fill="none" stroke="var(--lost)" strokeWidth="1.4" strokeLinejoin="round" />
export const Start = ({ x, y }: At) => <path d={`M${x - 3} ${y - 4}l7 4l-7 4z`} fill="var(--ink-2)" />

const shoulder = (radius: number, dy: number) => `a${radius} ${radius} 0 0 1 ${radius} ${dy}`

/** Glass, and the shine on it. A jar stands on its shelf. */
export const Jar = ({
  x, top, width, floor, gone = false, radius = 12,
}: { x: number; top: number; width: number; floor: number; gone?: boolean; radius?: number }) => (
  <g>
    <path
      d={`M${x} ${floor}V${top + radius}${shoulder(radius, -radius)}H${x + width - radius}${shoulder(radius, radius)}V${floor}z`}
      fill={gone ? 'none' : 'var(--pane)'} stroke="var(--line-strong)" strokeDasharray={gone ? '4 4' : undefined}
    />
    {!gone && (
      <path
        d={`M${x + 3.5} ${floor - 4}V${top + radius}a${radius - 3.5} ${radius - 3.5} 0 0 1 ${radius - 3.5} ${3.5 - radius}`}
        fill="none" stroke="var(--glass)" strokeWidth="1.5"
      />
    )}
  </g>
)
export const Shelf = ({ x, y, width }: { x: number; y: number; width: number }) => <rect x={x} y={y} width={width} height="4" fill="var(--ink-3)" />

/** Textures of the states; put once into the page, used by all pictures. */
export const Patterns = () => (
  <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true">
    <defs>
      <pattern id="uncommitted" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" fill="var(--raised)" /><line y2="5" stroke="var(--uncommitted)" strokeWidth="2.4" />
      </pattern>
      <pattern id="lagging" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="var(--lagging)" /><line x1="1" x2="1" y2="6" stroke="var(--lagging-edge)" />
      </pattern>
      <pattern id="lost" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="var(--lost-wash)" /><path d="M0 0L6 6M6 0L0 6" stroke="var(--lost)" strokeWidth="1.1" />
      </pattern>
    </defs>
  </svg>
)
export const Brand = () => (
  <svg width="20" height="22" viewBox="0 0 20 22" fill="none" aria-hidden="true">
    <path d="M3 18V9a7 7 0 0 1 14 0v9" stroke="currentColor" strokeWidth="1.5" />
    <path d="M1.5 19.5h17" stroke="currentColor" strokeWidth="2.4" />
    <path d="M7 18v-4.5M10 18V8.5M13 18v-7" stroke="var(--leader)" strokeWidth="2" />
  </svg>
)
