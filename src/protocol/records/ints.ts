/*
 * Big-endian numbers in bytes that are looked at in place, without a view or a reader in between. Positions are not
 * checked: whoever calls has made sure of the room. `int53` is an int64 as a number; beyond 2^53 it is not exact.
 */

export const int16At = (bytes: Uint8Array, at: number): number => ((bytes[at]! << 24) >> 16) | bytes[at + 1]!
export const int32At = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
export const uint32At = (bytes: Uint8Array, at: number): number => int32At(bytes, at) >>> 0
export const int53At = (bytes: Uint8Array, at: number): number => int32At(bytes, at) * 0x1_0000_0000 + uint32At(bytes, at + 4)

export function putInt16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8
  bytes[at + 1] = value
}
export function putInt32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 24
  bytes[at + 1] = value >> 16
  bytes[at + 2] = value >> 8
  bytes[at + 3] = value
}
export function putInt53(bytes: Uint8Array, at: number, value: number): void {
  const high = Math.floor(value / 0x1_0000_0000)
  putInt32(bytes, at, high)
  putInt32(bytes, at + 4, (value - high * 0x1_0000_0000) | 0)
}
