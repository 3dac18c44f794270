import { createServer, type Server } from 'node:http'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClientCertificate, oddCertificate } from '../harness/certificates'
import { type ReadOnlyProxy, startReadOnlyProxy } from '../harness/nginx-read-only'
import { createDockerClient } from '../../src/engine/docker/create-docker-client'
import { systemClock } from '../../src/engine/system-clock'
import { tcpRoute } from '../../src/engine/transport/tcp-route'
import { ask } from './ask'

const folder = mkdtempSync(join(tmpdir(), 'berth-certificates-'))
const socketPath = join(folder, 'engine.sock')
let calls = 0
let engine: Server
let proxy: ReadOnlyProxy
let other: ReadOnlyProxy

beforeAll(async () => {
  engine = createServer((_, answer) => {
    calls += 1
    answer.end('OK')
  })
  await new Promise<void>((resolve) => engine.listen(socketPath, () => resolve()))
  proxy = await startReadOnlyProxy({ socketPath })
  other = await startReadOnlyProxy({ socketPath })
})
afterAll(() => {
  proxy?.remove()
  other?.remove()
  engine?.close()
  rmSync(folder, { recursive: true })
})

/** The status and words for a ping, and how many calls reached the engine. */
async function pinged(certificate: Partial<ClientCertificate>): Promise<readonly [number, string, number]> {
  calls = 0
  const { status, body } = await ask(proxy.port, certificate, { path: '/_ping' })
  return [status, body.toString(), calls]
}

const refused = (reason: string): readonly [number, string, number] => [
  401,
  `{"message":"berth: read-only: no valid client certificate (${reason})"}`,
  0,
]

describe('the read-only proxy', () => {
  it('lets nobody in without a certificate of its own authority for clients, within its time', async () => {
    const hana = proxy.certificateOf('hana')
    const { ca } = hana
    expect(await pinged(hana)).toEqual([200, 'OK', 1])
    expect(await pinged({ ca })).toEqual(refused('NONE'))
    expect(await pinged({ ...other.certificateOf('hana'), ca })).toEqual(
      refused('FAILED:unable to verify the first certificate'),
    )
    expect(await pinged(oddCertificate(proxy.directory, 'expired'))).toEqual(refused('FAILED:certificate has expired'))
    expect((await pinged(oddCertificate(proxy.directory, 'server')))[0]).toBe(401)
  })

  it('is told by Berth as a host that refused the certificate, with the reason', async () => {
    const { ca } = proxy.certificateOf('dain')
    const { cert, key } = other.certificateOf('dain')
    const files = { ca: join(folder, 'ca.pem'), certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
    writeFileSync(files.ca, ca)
    writeFileSync(files.certificate, cert)
    writeFileSync(files.key, key)
    const target = { host: '127.0.0.1', port: proxy.port, tls: files, acceptsPlainText: false }
    const client = createDockerClient(tcpRoute(target, 'tcp://proxy', systemClock), { clock: systemClock })
    await expect(client.connect(new AbortController().signal)).rejects.toMatchObject({
      code: 'client-certificate-refused',
      data: { details: { reason: expect.stringContaining('unable to verify') as string } },
    })
    client.close()
  })

  it('lets nobody in any more whose certificate was taken back, and others as before', async () => {
    const [minjun, yujin] = [proxy.certificateOf('minjun'), proxy.certificateOf('yujin')]
    await proxy.revoke('minjun')
    expect(await pinged(minjun)).toEqual(refused('FAILED:certificate revoked'))
    expect(await pinged(yujin)).toEqual([200, 'OK', 1])
  })

  it('shows a certificate that names the host, and is not taken for another by its clients', async () => {
    const { cert, key } = proxy.certificateOf('doyun')
    const { ca } = other.certificateOf('doyun')
    await expect(ask(proxy.port, { ca, cert, key }, { path: '/_ping' })).rejects.toThrow(/verify|self.signed/)
  })

  it('says so where the engine is gone', async () => {
    const jiwoo = proxy.certificateOf('jiwoo')
    await new Promise((resolve) => engine.close(resolve))
    const { status, headers, body } = await ask(proxy.port, jiwoo, { path: '/version' })
    expect([status, headers['berth-access']]).toEqual([502, 'read-only'])
    expect(body.toString()).toBe('{"message":"berth: read-only: the engine answers 502"}')
  })
})
