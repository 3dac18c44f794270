import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { BerthError } from '../../../../domain/berth-error'
import { systemClock } from '../../../system-clock'
import { createAwayHost } from './away-host'
import type { Hop } from './connect-host'

const never = new AbortController().signal
const unreachable = new BerthError('host-unreachable', { address: 'x', reason: 'connection refused' })

/** Of a host's settings only those count here that lead to its port. */
const hopTo = (port: number): Hop =>
  ({
    host: { hostName: '127.0.0.1', port, addressFamily: null, bindAddress: null, connectTimeoutMs: null },
    jump: null,
    address: 'ssh://far',
  }) as unknown as Hop

async function listenOnce(): Promise<{ readonly port: number; readonly close: () => Promise<unknown> }> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = (): Promise<unknown> => {
    const closed = once(server, 'close')
    server.close()
    return closed
  }
  return { port, close }
}

test('a host that was away is knocked at alone, some times over, and then tried in full again', async () => {
  const server = await listenOnce()
  await server.close()
  const away = createAwayHost(systemClock, 1_000)
  await away.knock(never)
  away.failed(unreachable, [hopTo(server.port)])
  let refusals = 0
  for (let knock = 0; knock < 20; knock += 1) {
    const came = await away.knock(never).then(
      () => 'a whole try',
      (error: BerthError) => error.code,
    )
    if (came !== 'host-unreachable') break
    refusals += 1
  }
  expect(refusals).toBe(8)
})

test('one that answers by now is tried in full at once, and so is one that failed otherwise or is behind another', async () => {
  const server = await listenOnce()
  const away = createAwayHost(systemClock, 1_000)
  away.failed(unreachable, [hopTo(server.port)])
  await away.knock(never)
  await server.close()
  await away.knock(never)
  away.failed(new BerthError('ssh-login-refused', {}), [hopTo(server.port)])
  await away.knock(never)
  away.failed(unreachable, [hopTo(server.port), hopTo(server.port)])
  await away.knock(never)
})
