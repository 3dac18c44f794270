import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientCertificate } from '../harness/certificates'
import { type DockerEngine, startDockerEngine } from '../harness/docker-engine'
import { type ReadOnlyProxy, startReadOnlyProxy } from '../harness/nginx-read-only'
import { ask } from './ask'
import { engineCalls } from './engine-calls'

let engine: DockerEngine
let proxy: ReadOnlyProxy
let hana: ClientCertificate

beforeAll(async () => {
  engine = await startDockerEngine({ name: 'basic' })
  proxy = await startReadOnlyProxy({ socketPath: engine.socketPath, configuration: 'read-only-basic.conf' })
  hana = proxy.certificateOf('hana')
})
afterAll(() => {
  proxy?.remove()
  engine?.remove()
})

describe('without njs the read-only proxy', () => {
  it('tells that the host is up, and of all else what is missing', async () => {
    const passed: string[] = []
    for (const call of engineCalls) {
      const [method = '', path = ''] = call.split(' ')
      for (const prefix of ['', '/v1.41']) {
        const { status, headers, body } = await ask(proxy.port, hana, { method, path: `${prefix}${path}` })
        expect([call, headers['berth-access']]).toEqual([call, 'read-only'])
        if (status === 200) passed.push(`${method} ${prefix}${path}`)
        else expect([method, status]).toEqual([method, method === 'GET' ? 501 : 403])
        if (status === 501) expect(body.toString()).toContain('libnginx-mod-http-js')
      }
    }
    expect(passed).toEqual(['GET /_ping', 'GET /version'])
    const { ca } = hana
    expect((await ask(proxy.port, { ca }, { path: '/version' })).status).toBe(401)
  })
})
