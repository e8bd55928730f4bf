import { IndexedDbStore } from './indexeddb.ts'
import { MemoryStore } from './memory.ts'
import type { StorageError, WorldStore } from './store.ts'
import { storageError } from './database.ts'

/** `problem`: why worlds will not outlive this page, when they will not. */
export interface OpenedStore { store: WorldStore; problem: StorageError | null }

/** IndexedDB, or memory with the reason. Whoever gets memory must say so to the person in front of it. */
export async function openStore(factory: IDBFactory | undefined = globalThis.indexedDB): Promise<OpenedStore> {
  try {
    return { store: await IndexedDbStore.connect(factory), problem: null }
  } catch (error) {
    return { store: new MemoryStore(), problem: storageError(error, 'unavailable') }
  }
}
