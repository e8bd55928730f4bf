/**
 * Which engine runs here. A built page names its worker after what is in it, so two pages with the same name have the same engine;
 * unbuilt, there is nothing to tell them apart but the version.
 */
const BUILT = /-([\w-]{8})\.js$/
const VERSION = '0.1'

export const engineOf = (script: string): string => {
  const [, hash] = BUILT.exec(script) ?? []
  return hash ? `${VERSION}-${hash}` : VERSION
}

export const ENGINE = engineOf(import.meta.url)
