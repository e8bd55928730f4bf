/** The door through which the page reads stored bytes field by field. It stands apart, so that only who opens it loads it. */
export { annotator, baseOffsetIn, frameAnnotator, kindOf, lookup, pathAt } from '../host/annotate.ts'
export type { Annotate, AnnotateFrame, Annotated, Bits, Datum, Expanded, Lookup, Note } from '../host/annotate.ts'
