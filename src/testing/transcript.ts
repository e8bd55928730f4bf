import type { Told } from '../world/view.ts'

/** Domain events as lines: `+1.250 ms  server  what happened`. Times are since the first event. */
export function transcript(events: readonly Told[]): string {
  const width = events.reduce((most, event) => Math.max(most, event.process.length), 0)
  return events.map(event => `${timeText(event.at)}  ${event.process.padEnd(width)}  ${eventText(event)}`).join('\n')
}

/** Seconds with six digits, as world time counts. */
const timeText = (at: number): string => (at / 1_000_000).toFixed(6).padStart(10)

export function eventText({ at: _at, machine: _machine, process: _process, seq: _seq, ...event }: Told): string {
  if (event.is === 'console') return event.text
  if (event.is === 'log.line') return `${event.level} ${event.text}`
  const { is, ...facts } = event
  return [is, ...Object.entries(facts).map(([name, value]) => `${name}=${valueText(value)}`)].join(' ')
}

function valueText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if ('from' in value && 'to' in value) return `${String(value.from)}–${String(value.to)}`
  return JSON.stringify(value)
}
