import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SlotsFileCheck, slotsFileCheckSchema } from '../../contract/slots-file-view'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeLedgerAccess, type FakeLedgerAccess } from '../../testing/fake-ledger-access'
import type { OneAtATime } from './publish-slots-file'
import { createSlotsFiles, type SlotsFiles } from './slots-files'

const never = new AbortController().signal
const compose = (port: number, secret = 'hunter2'): string => `x-berth:
  slots:
    dev1: { host: seoul-1, env: { WEB_PORT: ${port} } }
    dev2: { env: { WEB_PORT: 3002 } }
    dev3: { host: seoul-2, env: { WEB_PORT: 3003 } }
services:
  web:
    image: shop/web:\${TAG}
    ports: ['\${WEB_PORT}:3000']
    environment:
      DB_PASSWORD: ${secret}
`

let directory: string
let ledger: FakeLedgerAccess
let queue: Promise<unknown>

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-slots-file-'))
  ledger = createFakeLedgerAccess(createFakeClock())
  queue = Promise.resolve()
})
afterEach(() => rm(directory, { recursive: true, force: true }))

/** One after the other on this host, as the lock on a real one sees to. */
const oneAtATime: OneAtATime = (_hostId, work) => {
  const turn = queue.then(work)
  queue = turn.catch(() => undefined)
  return turn
}

/** One person's Berth; its token is the path. */
function person(): SlotsFiles {
  return createSlotsFiles({
    ledger,
    hostAccess: { hostName: () => 'seoul-1' },
    oneAtATime,
    resolveOpenFile: async (token) => (token === 'unknown' ? null : token),
  })
}

async function checkFile(slotsFiles: SlotsFiles, text: string, name = 'compose.yaml'): Promise<SlotsFileCheck> {
  const file = join(directory, name)
  await writeFile(file, text)
  const check = await slotsFiles.check('h1', { kind: 'chosen', token: file }, never)
  return slotsFileCheckSchema.parse(check)
}

async function publish(slotsFiles: SlotsFiles, text: string, by = '박서준'): Promise<number> {
  const { checksum } = await checkFile(slotsFiles, text)
  return slotsFiles.publish({ hostId: 'h1', checksum, note: 'why', by }, never)
}

describe('a slots file', () => {
  it('is compared with what is published: lines, slots, what stands elsewhere', async () => {
    const slotsFiles = person()
    const first = await checkFile(slotsFiles, compose(3001))
    expect(first).toMatchObject({ fileName: 'compose.yaml', against: null, faults: [], serviceCount: 1 })
    expect(first.elsewhere).toEqual([{ slot: 'dev3', host: 'seoul-2' }])
    expect(first.changes.map(({ slot, kind }) => [slot, kind])).toEqual([
      ['dev1', 'added'],
      ['dev2', 'added'],
      ['dev3', 'added'],
    ])
    await publish(slotsFiles, compose(3001))
    const second = await checkFile(slotsFiles, compose(3009))
    expect(second.against?.version).toBe(1)
    expect(
      second.lines.filter(({ kind }) => kind !== 'same').map(({ kind, before, after }) => [kind, before, after]),
    ).toEqual([
      ['removed', 3, null],
      ['added', null, 3],
    ])
    expect(second.changes.map(({ slot, kind }) => [slot, kind])).toEqual([
      ['dev1', 'changed'],
      ['dev2', 'unchanged'],
      ['dev3', 'unchanged'],
    ])
  })

  it('shows that a secret changes, and neither what it was nor what it becomes', async () => {
    const slotsFiles = person()
    await publish(slotsFiles, compose(3001, 'hunter2'))
    const check = await checkFile(slotsFiles, compose(3001, 'hunter3'))
    expect(check.lines.filter(({ kind }) => kind !== 'same')).toHaveLength(2)
    expect(JSON.stringify([check, await slotsFiles.read('h1', null, never), ledger.control.records('h1')])).not.toMatch(
      /hunter/,
    )
  })

  it('with faults is told all of them with their places, and refused', async () => {
    const slotsFiles = person()
    const check = await checkFile(
      slotsFiles,
      compose(3001).replace('image:', 'buildd: .\n    image:').replace('ports', 'portz'),
    )
    expect(check.faults.length).toBeGreaterThanOrEqual(2)
    expect(check.faults.every(({ line, column }) => line > 0 && column > 0)).toBe(true)
    const asked = { hostId: 'h1', checksum: check.checksum, note: '', by: 'x' }
    await expect(slotsFiles.publish(asked, never)).rejects.toMatchObject({ code: 'slots-file-faulty' })
    expect(ledger.control.records('h1')).toEqual([])
  })

  it('that is gone or was never chosen is told so', async () => {
    const slotsFiles = person()
    const look = (source: Parameters<SlotsFiles['check']>[1]) => slotsFiles.check('h1', source, never)
    await expect(look({ kind: 'again' })).rejects.toMatchObject({ code: 'slots-file-unchecked' })
    await expect(look({ kind: 'chosen', token: 'unknown' })).rejects.toMatchObject({ code: 'bad-request' })
    await expect(look({ kind: 'version', version: 7 })).rejects.toMatchObject({ code: 'slots-file-gone' })
    expect((await look({ kind: 'chosen', token: join(directory, 'none.yaml') })).faults).toHaveLength(1)
  })
})

describe('publishing', () => {
  it('tells everyone who, when, why and which slots, and keeps the content apart', async () => {
    const slotsFiles = person()
    expect(await publish(slotsFiles, compose(3001))).toBe(1)
    expect(ledger.control.records('h1')).toMatchObject([
      {
        kind: 'settings-published',
        version: 1,
        by: '박서준',
        note: 'why',
        slots: [{ name: 'dev1', services: ['web'] }, { name: 'dev2' }],
      },
    ])
    expect(ledger.control.privateNames('h1')).toEqual(['slots-file/1'])
    const { versions, text } = await person().read('h1', null, never)
    expect(versions).toMatchObject([{ version: 1, by: '박서준', note: 'why', slots: ['dev1', 'dev2'] }])
    expect(text).toContain('image: shop/web:${TAG}')
  })

  it('of two at once lets one win and tells the other who', async () => {
    const [one, other] = [person(), person()]
    const [mine, theirs] = [
      await checkFile(one, compose(3001), 'a.yaml'),
      await checkFile(other, compose(3009), 'b.yaml'),
    ]
    const results = await Promise.allSettled([
      one.publish({ hostId: 'h1', checksum: mine.checksum, note: '', by: '박서준' }, never),
      other.publish({ hostId: 'h1', checksum: theirs.checksum, note: '', by: '이도윤' }, never),
    ])
    expect(results[0]).toMatchObject({ status: 'fulfilled', value: 1 })
    expect(results[1]).toMatchObject({
      status: 'rejected',
      reason: { code: 'slots-file-outdated', data: { details: { by: '박서준', version: 1 } } },
    })
    expect((await one.read('h1', null, never)).text).toContain('3001')
  })

  it('takes what was looked at and nothing else', async () => {
    const slotsFiles = person()
    const { checksum } = await checkFile(slotsFiles, compose(3001))
    await checkFile(slotsFiles, compose(3009))
    const asked = { hostId: 'h1', checksum, note: '', by: 'x' }
    await expect(slotsFiles.publish(asked, never)).rejects.toMatchObject({ code: 'slots-file-unchecked' })
  })

  it('keeps ten versions, and goes back by publishing an old one again', async () => {
    const slotsFiles = person()
    for (let port = 3_101; port <= 3_112; port += 1) await publish(slotsFiles, compose(port))
    expect(ledger.control.privateNames('h1')).toHaveLength(10)
    const { checksum, ofVersion } = await slotsFiles.check('h1', { kind: 'version', version: 5 }, never)
    expect(ofVersion).toBe(5)
    expect(await slotsFiles.publish({ hostId: 'h1', checksum, note: 'back', by: 'x' }, never)).toBe(13)
    expect((await slotsFiles.read('h1', null, never)).text).toContain('3105')
    await expect(slotsFiles.read('h1', 2, never)).rejects.toMatchObject({ code: 'slots-file-gone' })
  })
})
