import { release } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Sshd, startSshd } from '../../../../e2e/harness/sshd'
import { type DockerStub, startDockerStub } from '../../../../e2e/harness/sshd-docker-stub'
import { createVisitor, hostBlock, type Visitor } from '../../../../e2e/harness/sshd-visitor'
import type { MachineReading } from '../../../domain/machine-reading'
import { readLocalMachine } from '../local-machine'

let sshd: Sshd
let docker: DockerStub
const sshds: Sshd[] = []
const visitors: Visitor[] = []

beforeAll(async () => {
  sshd = await startSshd({ name: 'machine' })
  docker = await startDockerStub(join(sshd.directory, 'docker.sock'))
})
afterEach(() => {
  for (const visitor of visitors.splice(0)) visitor.closeAll()
  for (const each of sshds.splice(0)) each.remove()
})
afterAll(async () => {
  await docker.close()
  sshd.remove()
})

async function machineOf(host: Sshd, path: string): Promise<MachineReading | null | undefined> {
  const visitor = createVisitor(sshd.directory)
  visitors.push(visitor)
  visitor.write('config', hostBlock('dev', host))
  visitor.write('known_hosts', `${host.knownHost('ed25519')}\n`)
  const route = visitor.route('dev', { socketPath: docker.socketPath })
  return route.readMachine?.(path, AbortSignal.timeout(20_000))
}

test('a host says over its connection what a look at its files says, by one login', async () => {
  const logins = sshd.logins()
  const [far, near] = [await machineOf(sshd, '/'), await readLocalMachine('/')]
  expect(sshd.logins() - logins).toBe(1)
  expect(far?.kernel).toBe(release())
  expect(far?.memory?.totalBytes).toBe(near?.memory?.totalBytes)
  expect(far?.ticks?.processors).toBe(near?.ticks?.processors)
  expect(far?.disk?.totalBytes).toBe(near?.disk?.totalBytes)
  expect(Math.abs((far?.disk?.freeBytes ?? 0) - (near?.disk?.freeBytes ?? 0))).toBeLessThan(1e9)
})

test('a path that is not there leaves its disk unknown, and a path is no command', async () => {
  expect(await machineOf(sshd, `/no'where; echo berth-machine end`)).toMatchObject({ disk: null, kernel: release() })
})

test('a host that runs no commands says nothing', async () => {
  const closed = await startSshd({ name: 'closed', config: ['ForceCommand /bin/echo go away'] })
  sshds.push(closed)
  expect(await machineOf(closed, '/')).toBeNull()
})
