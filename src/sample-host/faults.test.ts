import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDockerClient } from '../engine/docker/create-docker-client'
import type { DockerClient } from '../engine/ports'
import { systemClock } from '../engine/system-clock'
import { socketRoute } from '../testing/socket-route'
import { RemoteImages } from './engine/remote-images'
import { createWorld } from './engine/world'
import { type SampleHost, startSampleHost } from './start-sample-host'

const never = new AbortController().signal
const lists = { method: 'GET', path: /^\/containers\/json$/ } as const
let folder: string
let host: SampleHost
let docker: DockerClient

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sample-faults-'))
  const sizes = { processors: 1, memoryBytes: 1e9, pullBytesPerSecond: 1e9 }
  const world = createWorld({ hostName: 'faulty', remote: new RemoteImages(), ...sizes })
  host = await startSampleHost(world, join(folder, 'docker.sock'))
  docker = createDockerClient(socketRoute(join(folder, 'docker.sock')), { clock: systemClock })
})

afterEach(async () => {
  docker.close()
  await host.close()
  rmSync(folder, { recursive: true })
})

test('a fault befalls the calls it is meant for, and no others', async () => {
  const fault = { kind: 'refuse', status: 500, message: 'no space left on device' } as const
  const end = host.faults.add({ ...lists, nth: 2, times: 1, fault })
  expect(await docker.listContainers(null, never)).toEqual([])
  expect(await docker.ping(never)).toBeGreaterThan(0)
  const refused = { data: { code: 'docker-refused', details: { status: 500, reason: fault.message } } }
  await expect(docker.listContainers(null, never)).rejects.toMatchObject(refused)
  expect(await docker.listContainers(null, never)).toEqual([])
  end()
})

test.each([
  [{ kind: 'cut', afterBytes: 0 } as const, 'host-unreachable'],
  [{ kind: 'cut', afterBytes: 1 } as const, 'host-unreachable'],
  [{ kind: 'garbage', bytes: '<html>' } as const, 'docker-refused'],
])('%j is seen as what it is', async (fault, code) => {
  const end = host.faults.add({ ...lists, fault })
  await expect(docker.listContainers(null, never)).rejects.toMatchObject({ code })
  end()
  expect(await docker.listContainers(null, never)).toEqual([])
})

test('an answer can be late', async () => {
  host.faults.add({ ...lists, fault: { kind: 'delay', delayMs: 300 } })
  const startedMs = performance.now()
  expect(await docker.listContainers(null, never)).toEqual([])
  expect(performance.now() - startedMs).toBeGreaterThan(290)
})
