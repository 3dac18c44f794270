import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LoadedBundle, loadBundle } from './load-bundle'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-bundle-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const composeText = [
  'x-berth: { slots: { dev1: {}, dev2: {} } }',
  'services:',
  '  web: { image: "web:1", env_file: ["env/${SLOT}.env", "${COMMON}"] }',
].join('\n')

async function write(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, 'shop', path)), { recursive: true })
    await writeFile(join(folder, 'shop', path), content)
  }
}
const load = (): Promise<LoadedBundle> =>
  loadBundle(join(folder, 'shop', 'compose.yaml'), {}, new AbortController().signal)
const codesOf = (loaded: LoadedBundle): readonly string[] =>
  loaded.kind === 'loaded' ? [] : loaded.faults.map(({ code, line }) => `${line} ${code}`)

test('the compose file comes with .env and the environment files of every slot', async () => {
  await write({ 'compose.yaml': composeText, '.env': 'COMMON=common.env', 'common.env': 'A=1', 'env/dev1.env': 'B=1' })
  const loaded = await load()
  const files = { '.env': 'COMMON=common.env', 'common.env': 'A=1', 'env/dev1.env': 'B=1' }
  expect(loaded).toEqual({
    kind: 'loaded',
    bundle: { composeText, composeName: 'compose.yaml', files, environment: {} },
  })
})

test('a file outside the folder is not published, by a link neither', async () => {
  await writeFile(join(folder, 'secret.env'), 'A=1')
  await write({ 'compose.yaml': composeText, '.env': 'COMMON=../secret.env', 'env/x': '' })
  await symlink(join(folder, 'secret.env'), join(folder, 'shop', 'env', 'dev1.env'))
  await symlink('x', join(folder, 'shop', 'env', 'dev2.env'))
  expect(codesOf(await load())).toEqual(['3 file-outside'])
})

test('what is missing, too large, no text or no file is said', async () => {
  expect(codesOf(await load())).toEqual(['1 file-missing'])
  await write({ 'compose.yaml': 'a: '.padEnd(300_000, 'x') })
  expect(codesOf(await load())).toEqual(['1 file-too-large'])
  await write({ 'compose.yaml': Buffer.from([0x61, 0xff, 0xfe]) })
  expect(codesOf(await load())).toEqual(['1 file-not-text'])
  await write({ 'compose.yaml': composeText, '.env': 'COMMON=env', 'env/dev1.env': '' })
  expect(codesOf(await load())).toEqual(['3 file-unreadable'])
})
