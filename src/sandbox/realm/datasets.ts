import type { Datasets } from '../turn.ts'

/*
 * `vega-datasets` as its own package shows it: a function for each file, whose promise gives the file's rows. There it fetches
 * them; here they came with the script.
 */
const { parse } = JSON

let given: Datasets = {}
export function giveDatasets(datasets: Datasets): void { given = datasets }

async function rowsOf(file: string): Promise<unknown> {
  if (Object.hasOwn(given, file)) return parse(given[file]!)
  throw new Error(`'${file}' is not among the data sets here: ${Object.keys(given).map(each => `'${each}'`).join(', ')}`)
}

export const vegaDatasets: object = new Proxy({}, { get: (_, file) => typeof file === 'string' ? () => rowsOf(file) : undefined })
