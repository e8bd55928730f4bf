import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DiskRun } from './disk-run.testing.ts'
import { FolderStore } from './folder.ts'

async function inFolder(story: (root: string) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'terrarium-'))
  try {
    await story(root)
  } finally {
    await rm(root, { recursive: true })
  }
}

test('a journal torn anywhere opens at an earlier commit, whole', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 6 }), fc.nat(2_000), (appends, torn) =>
    inFolder(async root => {
      const store = new FolderStore(root)
      const run = new DiskRun(await store.open('free'))
      const history: unknown[] = [null]
      for (const bytes of appends) {
        run.apply({ do: 'append', file: bytes.length % 3, bytes })
        await run.commit(store)
        history.push(run.committed)
      }
      const journal = join(root, 'free', 'journal')
      const { size } = await stat(journal)
      await truncate(journal, Math.max(0, size - torn))
      const again = new FolderStore(root)
      const { manifest } = await again.open('free')
      const found = await run.readBack(again, manifest)
      expect(found).toEqual(history[manifest?.head.epoch ?? 0])
      if (torn === 0) expect(found).toEqual(run.committed)
    })), { numRuns: 25 })
})

test('files stand there under their own names, for other tools', () => inFolder(async root => {
  const store = new FolderStore(root)
  const run = new DiskRun(await store.open('free'))
  run.apply({ do: 'append', file: 0, bytes: new Uint8Array([1, 2]) })
  await run.commit(store)
  run.apply({ do: 'rename', file: 0, to: 1 })
  run.apply({ do: 'append', file: 1, bytes: new Uint8Array([3]) })
  await run.commit(store)
  expect([...await readFile(join(root, 'free', 'disks', 'm1', 'file-1'))]).toEqual([1, 2, 3])
  await expect(stat(join(root, 'free', 'disks', 'm1', 'file-0'))).rejects.toThrow()
}))

test('bytes written for a commit that never happened are cut off', () => inFolder(async root => {
  const store = new FolderStore(root)
  const run = new DiskRun(await store.open('free'))
  run.apply({ do: 'append', file: 0, bytes: new Uint8Array([1, 2]) })
  await run.commit(store)
  await writeFile(join(root, 'free', 'inodes-0', 'm1', '1'), new Uint8Array([9, 9, 9]), { flag: 'a' })
  await new FolderStore(root).open('free')
  expect([...await readFile(join(root, 'free', 'disks', 'm1', 'file-0'))]).toEqual([1, 2])
}))
