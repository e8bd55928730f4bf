import type { Datasets } from './turn.ts'

/**
 * The public data that scripts may read: as few files of `vega-datasets` as the examples need, each a chunk of its own that is
 * fetched when a script that imports the package is started. flights-2k.json: on-time performance of airlines, January to March
 * 2001, U.S. Bureau of Transportation Statistics.
 */
export const bundledDatasets = async (): Promise<Datasets> => ({
  'flights-2k.json': (await import('../../node_modules/vega-datasets/data/flights-2k.json?raw')).default,
})
