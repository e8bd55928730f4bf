import { makeCodecs } from '../../../host/codecs.ts'
import type { Row } from '../figure.ts'
import { throughput } from '../throughput.ts'
import { logWrites } from './log-writes.ts'

/** What is measured here, in a worker of a browser as the page has them. */
const measurements = { throughput: async (): Promise<Row[]> => throughput(await makeCodecs()), logWrites }

export type Measured = keyof typeof measurements
export type Reply = { readonly rows: Row[] } | { readonly failed: string }

self.onmessage = ({ data }: MessageEvent<Measured>) => {
  measurements[data]().then((rows): Reply => ({ rows }), (error: unknown): Reply => ({ failed: String(error) })).then(reply => self.postMessage(reply))
}
