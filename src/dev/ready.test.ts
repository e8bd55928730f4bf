import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { whyNotInstall } from './ready.mjs'

let dir: string
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'ready-')) })
afterEach(() => rmSync(dir, { recursive: true }))

test('packages are installed where there are none, and over older ones', () => {
  expect(whyNotInstall(dir)).toBe(null)
  mkdirSync(join(dir, 'node_modules'))
  expect(whyNotInstall(dir)).toBe(null)
})

test('packages that are a link to another’s are left alone, in words', () => {
  mkdirSync(join(dir, 'other'))
  symlinkSync(join(dir, 'other'), join(dir, 'node_modules'))
  expect(whyNotInstall(dir)!.replaceAll(dir, 'DIR')).toBe('DIR/node_modules is a symbolic link to DIR/other, whose packages are not those of this '
    + 'package-lock.json. npm ci would empty that folder: remove the link, or install there.')
})
