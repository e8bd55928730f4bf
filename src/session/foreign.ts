import { makeCodecs } from '../host/codecs.ts'
import { readFolder, type ForeignFiles, type ForeignFolder } from '../world/import/folder.ts'

/** Looks at every batch of a foreign folder. Rejects with ImportError. */
export const readForeign = async (files: ForeignFiles): Promise<ForeignFolder> => readFolder(files, await makeCodecs())
