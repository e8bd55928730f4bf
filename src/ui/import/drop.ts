/** A file and where it lay in what a person gave. */
export interface GivenFile { readonly path: string; readonly file: File }

/** Of `<input type="file" webkitdirectory>`. */
export const pickedFiles = (list: FileList): GivenFile[] => [...list].map(file => ({ path: file.webkitRelativePath || file.name, file }))

/** Whatever was dropped, folders with all that is in them. The entries must be taken before the event is over. */
export async function droppedFiles(data: DataTransfer): Promise<GivenFile[]> {
  const entries = [...data.items].flatMap(item => item.webkitGetAsEntry() ?? [])
  return (await Promise.all(entries.map(filesBelow))).flat()
}

async function filesBelow(entry: FileSystemEntry): Promise<GivenFile[]> {
  const path = entry.fullPath.replace(/^\//, '')
  if (entry.isFile) return [{ path, file: await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)) }]
  return (await Promise.all((await entriesOf(entry as FileSystemDirectoryEntry)).map(filesBelow))).flat()
}

/** A directory is read in parts; the last part is empty. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader(), all: FileSystemEntry[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return all
    all.push(...part)
  }
}
