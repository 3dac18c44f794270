import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Locked = {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly dev?: boolean
  readonly optional?: boolean
  readonly hasInstallScript?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Locked>> }
const { '': root = {}, ...installed } = packages

/** What a person's machine is given; those for the desk alone are `dev`. */
const shipped = Object.entries(installed).filter(([, { dev }]) => dev !== true)

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

// Of tools for other platforms (development alone, and left out where they fail) a registry here may not know the bytes.
test('every package that is shipped or needed is held to its very bytes, by SHA-512', () => {
  const needed = Object.entries(installed).filter(([, { dev, optional }]) => dev !== true || optional !== true)
  const loose = needed.filter(([, { integrity = '' }]) => !/^sha512-[\w+/]{86}==$/.test(integrity))
  expect(loose.map(([path]) => path)).toEqual([])
})

test('every package comes from a registry: none by address, file, link or Git', () => {
  const ranges = Object.entries(packages).flatMap(([path, { dependencies, devDependencies, optionalDependencies }]) =>
    Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter(([, range]) => /[:/]/.test(range) && !/^npm:(?:@[\w.-]+\/)?[\w.-]+@/.test(range))
      .map(([name, range]) => `${path || 'package.json'} wants ${name} from ${range}`),
  )
  const links = Object.entries(installed).flatMap(([path, { link }]) => (link === true ? [path] : []))
  expect([...ranges, ...links]).toEqual([])
})

// ssh2 and cpu-features try to build native ciphers (Node's own serve as well), protobufjs looks at version numbers: the app
// and the command line are bundles in which none of that is needed or run.
const idleScripts: readonly string[] = ['node_modules/cpu-features', 'node_modules/protobufjs', 'node_modules/ssh2']

test('no package that is shipped has a script for its installation, but for those that nothing needs', () => {
  const scripted = shipped.filter(([, { hasInstallScript }]) => hasInstallScript === true)
  expect(scripted.map(([path]) => path)).toEqual(idleScripts)
})

test('package.json names nothing else than the lock file', () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as Locked
  expect({ dependencies: root.dependencies, devDependencies: root.devDependencies }).toEqual({
    dependencies,
    devDependencies,
  })
})
