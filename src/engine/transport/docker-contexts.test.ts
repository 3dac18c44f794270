import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { systemClock } from '../system-clock'
import { isPlainContext, listContexts, readContext } from './docker-contexts'
import { openRoute } from './open-route'

const never = new AbortController().signal
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contexts-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const folderOf = (name: string): string => createHash('sha256').update(name).digest('hex')

function write(name: string, meta: unknown): void {
  const directory = join(folder, 'contexts/meta', folderOf(name))
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'meta.json'), typeof meta === 'string' ? meta : JSON.stringify(meta))
}

const leadsTo = (name: string, host: string, more: object = {}): void =>
  write(name, { Name: name, Metadata: {}, Endpoints: { docker: { Host: host, ...more } } })

test('contexts are listed by name, without those that can’t be read', async () => {
  leadsTo('seoul', 'ssh://deploy@seoul-1')
  leadsTo('busan', 'tcp://busan:2376')
  write('broken', '{')
  write('other', { Name: 'not-other', Endpoints: { docker: { Host: 'tcp://evil' } } })
  expect(await listContexts(folder)).toEqual([
    { name: 'busan', host: 'tcp://busan:2376' },
    { name: 'seoul', host: 'ssh://deploy@seoul-1' },
  ])
  expect(await listContexts(join(folder, 'none'))).toEqual([])
})

test('a context brings the certificates that Docker keeps for it', async () => {
  leadsTo('busan', 'tcp://busan:2376')
  expect((await readContext(folder, 'busan')).tls).toBeNull()
  const tls = join(folder, 'contexts/tls', folderOf('busan'), 'docker')
  mkdirSync(tls, { recursive: true })
  writeFileSync(join(tls, 'ca.pem'), '')
  expect((await readContext(folder, 'busan')).tls).toEqual({ ca: join(tls, 'ca.pem'), certificate: null, key: null })
})

test('only one that leads to a TCP address without certificates goes in the clear', () => {
  leadsTo('plain', 'tcp://busan:2375')
  leadsTo('busan', 'tcp://busan:2376')
  const tls = join(folder, 'contexts/tls', folderOf('busan'), 'docker')
  mkdirSync(tls, { recursive: true })
  writeFileSync(join(tls, 'ca.pem'), '')
  leadsTo('seoul', 'ssh://deploy@seoul-1')
  leadsTo('here', 'unix:///var/run/docker.sock')
  write('broken', '{')
  const names = ['plain', 'busan', 'seoul', 'here', 'broken', 'missing', '../plain']
  expect(names.filter((name) => isPlainContext(folder, name))).toEqual(['plain'])
})

test('one that is missing, broken or does not check its host is refused with what is wrong', async () => {
  leadsTo('seoul', 'ssh://seoul-1')
  leadsTo('careless', 'tcp://far:2376', { SkipTLSVerify: true })
  write('broken', { Name: 'broken', Endpoints: {} })
  await expect(readContext(folder, 'busan')).rejects.toMatchObject({
    code: 'context-unknown',
    data: { details: { known: expect.stringContaining('seoul') as string } },
  })
  await expect(readContext(folder, '../../etc')).rejects.toMatchObject({ code: 'context-unknown' })
  await expect(readContext(folder, 'careless')).rejects.toThrow(/SkipTLSVerify/)
  await expect(readContext(folder, 'broken')).rejects.toThrow(/Endpoints\.docker/)
})

test('a context that is changed leads elsewhere at the next connection', async () => {
  const refuse = (): never => {
    throw new Error('no SSH here')
  }
  const route = openRoute(
    { address: 'context://mine' },
    { clock: systemClock, dockerConfigDirectory: folder, openSsh: refuse },
  )
  const [one, other] = ['one.sock', 'other.sock'].map((name) => join(folder, name)) as [string, string]
  for (const path of [one, other]) {
    const server = createServer((socket) => socket.end(path)).listen(path)
    await once(server, 'listening')
    server.unref()
    leadsTo('mine', `unix://${path}`)
    const stream = await route.open(never)
    expect(String(await stream.toArray())).toBe(path)
    server.close()
  }
  leadsTo('mine', 'nonsense')
  await expect(route.open(never)).rejects.toMatchObject({ code: 'context-unusable' })
})

test('whatever stands in a context’s file ends in an answer or in an error of Berth', async () => {
  const meta = fc.oneof(fc.string(), fc.json(), fc.record({ Name: fc.string(), Endpoints: fc.jsonValue() }))
  await fc.assert(
    fc.asyncProperty(meta, async (value) => {
      write('fuzzed', value)
      await listContexts(folder)
      await readContext(folder, 'fuzzed').catch((error: unknown) => expect(error).toBeInstanceOf(BerthError))
    }),
    { numRuns: 200 },
  )
})
