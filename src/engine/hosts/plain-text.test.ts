import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settingsSchema } from '../../domain/settings'
import { systemClock } from '../system-clock'
import { openRoute } from '../transport/open-route'
import { boardHosts } from './host-settings'

const never = new AbortController().signal
let folder: string
let server: Server
/** This machine by an address that does not say so: to Berth it is another one. */
let address: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plain-'))
  server = createServer((socket) => socket.end('open')).listen(0, '0.0.0.0')
  await once(server, 'listening')
  address = `tcp://0.0.0.0:${String((server.address() as AddressInfo).port)}`
  const meta = join(folder, 'contexts/meta', createHash('sha256').update('lab').digest('hex'))
  mkdirSync(meta, { recursive: true })
  writeFileSync(join(meta, 'meta.json'), JSON.stringify({ Name: 'lab', Endpoints: { docker: { Host: address } } }))
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

async function openGiven(written: string, acceptsPlainText: boolean): Promise<string> {
  const sources = { environment: {}, dockerConfigDirectory: folder, chosenContext: null, byHand: [written] }
  const [setting] = boardHosts(settingsSchema.parse({}), { ...sources, acceptsPlainText })
  if (setting === undefined) throw new Error('no host')
  const openSsh = (): never => {
    throw new Error('no SSH here')
  }
  const route = openRoute(setting, { clock: systemClock, dockerConfigDirectory: folder, openSsh })
  return String(await (await route.open(never)).toArray())
}

test('an address, a context and its bare name are reached in the clear where that was accepted, and nowhere else', async () => {
  for (const written of [address, 'context://lab', 'lab']) {
    await expect(openGiven(written, false)).rejects.toMatchObject({ code: 'plain-text-refused' })
    expect(await openGiven(written, true)).toBe('open')
  }
})
