/** A record batch's compression, by Kafka's attribute bits 0–2. */
export type Compression = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'

/**
 * Compression as a service of the host, synchronous once the world runs (zstd's module is awaited before it starts).
 * `expand` refuses with an error rather than give more than `maxBytes`.
 */
export interface Codecs {
  compress(codec: Compression, bytes: Uint8Array): Uint8Array
  expand(codec: Compression, bytes: Uint8Array, maxBytes: number): Uint8Array
}
