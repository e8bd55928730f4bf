import type { Codecs } from '../env/codecs.ts'

/** For worlds in which nothing is compressed. */
export const noCodecs: Codecs = {
  compress: codec => { throw new Error(`There is no ${codec} in this world`) },
  expand: codec => { throw new Error(`There is no ${codec} in this world`) },
}
