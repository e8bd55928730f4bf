/** A value that a version has no field for, or a version that does not exist (UnsupportedVersionException). */
export class UnsupportedVersionError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnsupportedVersionError'
  }
}
