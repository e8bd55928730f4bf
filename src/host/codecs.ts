import { compress as compressSnappy, decompress as expandSnappy, decompressedLength } from '@stablelib/snappy'
import { FlateErrorCode, Gunzip, gzipSync, type FlateError } from 'fflate'
import type { Codecs, Compression } from '../env/codecs.ts'
import { lz4Expand, lz4Frame } from '../protocol/compression/lz4.ts'
import { Output, TooLargeError } from '../protocol/compression/output.ts'
import { zstdExpand } from '../protocol/compression/zstd/zstd.ts'
import { MalformedError } from '../protocol/malformed.ts'
import { crc32Of } from '../protocol/records/crc32c.ts'
import { xerialExpand, xerialFrame } from '../protocol/compression/xerial.ts'

type Expand = (bytes: Uint8Array, maxBytes: number) => Uint8Array
type Compress = (bytes: Uint8Array) => Uint8Array

/** Input is fed in slices this small, so that a bomb is found out after a slice and not after the whole of it. */
const SLICE = 4096

export interface CodecOptions {
  /** Also fetch what writes zstd (a WebAssembly module); without it zstd can be read only. */
  zstd?: boolean
}

/** Codecs whose zstd writer can be fetched once it is needed: 80 kB that hardly any world has a use for. */
export interface HostCodecs extends Codecs { fetchZstd(): Promise<void> }

/** The host's side of `Codecs`. Awaited before a world starts; its calls are synchronous from then on. */
export async function makeCodecs(options: CodecOptions = {}): Promise<HostCodecs> {
  const compress: Record<Compression, Compress> = {
    none: bytes => bytes,
    gzip: bytes => gzipSync(bytes, { mtime: 0 }),
    snappy: bytes => xerialFrame(bytes, block => compressSnappy(block)),
    lz4: lz4Frame,
    zstd: options.zstd ? await zstdWriter() : noZstdWriter,
  }
  return {
    fetchZstd: async () => { if (compress.zstd === noZstdWriter) compress.zstd = await zstdWriter() },
    compress: (codec, bytes) => compress[codec](bytes),
    expand: (codec, bytes, maxBytes) => EXPAND[codec](bytes, maxBytes),
  }
}

const EXPAND: Record<Compression, Expand> = {
  none: (bytes, maxBytes) => {
    if (bytes.length > maxBytes) throw new TooLargeError(maxBytes)
    return bytes
  },
  gzip: expandGzip,
  snappy: (bytes, maxBytes) => xerialExpand(bytes, expandSnappyBlock, maxBytes),
  lz4: lz4Expand,
  zstd: zstdExpand,
}

/** One for each thread: begun a second time, the module writes into the memory of the first. */
let begun: Promise<Compress> | undefined
const zstdWriter = (): Promise<Compress> => begun ??= beginZstd().catch((error: unknown) => {
  begun = undefined
  throw error
})

async function beginZstd(): Promise<Compress> {
  const { init, compress } = await import('@bokuweb/zstd-wasm')
  await init()
  return bytes => compress(bytes)
}

function noZstdWriter(): never {
  throw new Error('nobody has fetched the zstd writer')
}

/**
 * All members of a gzip stream, one behind the other. What follows the last and is no further member is ignored, as
 * Java's GZIPInputStream does; the last member's checksum and size must stand where it ends.
 */
function expandGzip(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const out = new Output(maxBytes, bytes.length * 4)
  let memberAt = 0
  const gunzip = new Gunzip(chunk => out.push(chunk))
  gunzip.onmember = () => { memberAt = out.length }
  try {
    inSlices(bytes, (slice, final) => gunzip.push(slice, final))
  } catch (error) {
    if ((error as FlateError).code !== NO_GZIP_HEADER || out.length === 0) throw error
  }
  if (!hasTrailer(bytes, crc32Of(out.bytes, memberAt, out.length), out.length - memberAt)) throw new MalformedError('gzip ends early')
  return out.done()
}
const NO_GZIP_HEADER: number = FlateErrorCode.InvalidHeader

/** Whether a member with this checksum and size ends anywhere in `bytes`; looked for from the end. */
function hasTrailer(bytes: Uint8Array, crc: number, size: number): boolean {
  const trailer = [crc, crc >>> 8, crc >>> 16, crc >>> 24, size, size >>> 8, size >>> 16, size >>> 24].map(word => word & 0xff)
  for (let at = bytes.length - trailer.length; at >= 0; at--) if (trailer.every((byte, i) => bytes[at + i] === byte)) return true
  return false
}

function inSlices(bytes: Uint8Array, push: (slice: Uint8Array, final: boolean) => void): void {
  let at = 0
  do {
    const slice = bytes.subarray(at, at + SLICE)
    at += SLICE
    push(slice, at >= bytes.length)
  } while (at < bytes.length)
}

/** Three bytes copy at most 64: a block that claims more than that is refused before room is made for it. */
const MOST_OF_SNAPPY = 64 / 3

function expandSnappyBlock(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const size = decompressedLength(bytes)
  if (size > maxBytes) throw new TooLargeError(maxBytes)
  if (size > bytes.length * MOST_OF_SNAPPY) throw new MalformedError(`snappy block of ${bytes.length} bytes claims ${size}`)
  return expandSnappy(bytes)
}
