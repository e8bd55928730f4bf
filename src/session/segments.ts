/** The door through which the page reads stored bytes field by field. It stands apart, so that only who opens it loads it. */
export { annotator, baseOffsetIn, frameAnnotator, kindOf, listOf, lookup, pathAt, placeOf } from '../host/annotate.ts'
export type { Annotate, AnnotateFrame, Annotated, Bits, Datum, Expanded, Lookup, Note, Parts } from '../host/annotate.ts'
export { ReplicaReading, type Folder } from './replica-reading.ts'
