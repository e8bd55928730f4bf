/** The door through which the page asks for what the view does not show. */
export type { Look, Looks, Sample, Step, WireFrame } from '../host/look.ts'
export { metricOf } from '../host/look.ts'
