import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Locked = { readonly version?: string; readonly optionalDependencies?: Readonly<Record<string, string>> }

const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Locked>> }

// An npm whose registry lacks a platform's package drops it from the file, and then `npm ci` refuses the file everywhere.
test('package-lock.json names the packages of all platforms, not only of the one it was written on', () => {
  const named = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)))
  const missing = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies).filter((name) => !named.has(name)),
  )
  expect(missing).toEqual([])
})

test('package-lock.json names no registry, so that it serves those behind a mirror', () => {
  expect(text).not.toContain('"resolved"')
})
