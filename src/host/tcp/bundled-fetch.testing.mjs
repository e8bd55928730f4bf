import { readFile } from 'node:fs/promises'

/*
 * Loaded before a script: vega-datasets fetches its files from where npm publishes it; a test has the same version on its disk.
 */
const folder = new URL('../../../node_modules/vega-datasets/data/', import.meta.url)
globalThis.fetch = async address => new Response(await readFile(new URL(String(address).split('/data/')[1], folder)))
