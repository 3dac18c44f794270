import { afterEach, beforeEach, expect, test } from 'vitest'
import type { StrayUpstream } from '../../domain/drift'
import { composeLabels } from '../../domain/label-names'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock'
import { createFakeDocker, type FakeDocker } from '../../testing/fake-docker'
import { createFakeHostAccess, type FakeHostAccess } from '../../testing/fake-host-access'
import { createFakeLedgerAccess, type FakeLedgerAccess } from '../../testing/fake-ledger-access'
import type { FindStrays } from '../deploy/switch-over/find-strays'
import type { DockerEvent } from '../ports'
import { createStrayWatch, type StrayWatch } from './stray-watch'

const never = new AbortController().signal
const hostId = 'host-1'
const spec = {
  container: 'front',
  file: '/conf/web.conf',
  template: 'server 127.0.0.1:{port};',
  test: ['nginx', '-t'],
  reload: ['nginx', '-s', 'reload'],
  drainMs: 0,
}
const stray: StrayUpstream = {
  containerId: 'web-1',
  drift: { service: 'web', kind: 'upstream', proxy: 'front', leads: '127.0.0.1:9', should: '127.0.0.1:3001' },
}

let clock: FakeClock
let docker: FakeDocker
let hosts: FakeHostAccess
let ledger: FakeLedgerAccess
let watch: StrayWatch
/** The slots that were looked at, and what a look finds. */
let looked: string[]
let found: StrayUpstream | null
let activities: Map<string, unknown>
let told: number
let answer: FindStrays

beforeEach(async () => {
  clock = createFakeClock()
  docker = createFakeDocker(clock)
  hosts = createFakeHostAccess(docker)
  ledger = createFakeLedgerAccess(clock)
  looked = []
  found = null
  activities = new Map()
  told = 0
  answer = async () => [{ service: 'web', spec, containerId: 'web-1', stray: found, problem: null }]
  watch = createStrayWatch({
    hostAccess: hosts,
    ledger,
    clock,
    log: () => undefined,
    activities: () => activities,
    onChange: () => (told += 1),
    findStrays: (search, signal) => {
      looked.push(search.slot)
      return answer(search, signal)
    },
  })
  const slots = [{ name: 'dev1', services: ['web'], urls: {} }]
  const texts = { by: '', slot: null, checksum: 'c', branch: '', platform: '', versions: {}, note: '' }
  ledger.control.write(hostId, { kind: 'settings-published', version: 1, slots, ...texts })
  docker.control.addImage('web:1')
  add('dev1-web-1')
  await hosts.look()
})

afterEach(async () => {
  await watch.close()
  expect(clock.sleepers()).toBe(0)
})

function add(name: string): string {
  const labels = { [composeLabels.project]: 'dev1', [composeLabels.service]: 'web' }
  return docker.control.addContainer(name, { Image: 'web:1', Labels: labels })
}

/** Tells of a change, and lets what it causes come to its end. */
async function change(): Promise<void> {
  watch.changed(hostId)
  await clock.advance(1_000)
  await watch.settled(never)
}

async function event(action: string, name = 'front'): Promise<void> {
  const told: DockerEvent = { kind: 'container', action, id: 'x', attributes: { name }, timeMs: 0 }
  hosts.tellEvent(told)
  await clock.advance(1_000)
  await watch.settled(never)
}

test('a slot is looked at when its containers or the slots file change, and not for anything else', async () => {
  await change()
  await hosts.look()
  await change()
  expect(looked).toEqual(['dev1'])
  expect(told).toBe(1)
  add('dev1-web-2')
  await hosts.look()
  await change()
  hosts.setConnection({ kind: 'connected', sinceMs: 5, latencyMs: 1 })
  await change()
  expect(looked).toHaveLength(3)
  hosts.setConnection({ kind: 'connecting', lastSeenAtMs: null })
  await change()
  expect(looked).toHaveLength(3)
})

test('what somebody does to the proxy is seen at once, an edit without a sign within minutes', async () => {
  await change()
  found = stray
  for (const action of ['archive-path', 'health_status: healthy']) await event(action)
  await event('start', 'other')
  expect(looked).toHaveLength(1)
  await event('kill')
  expect(watch.strays(hostId).get('dev1')).toEqual([stray])
  found = null
  await event('extract-to-dir')
  expect(watch.strays(hostId).get('dev1')).toEqual([])
  found = stray
  await clock.advance(120_000)
  await clock.advance(1_000)
  expect(watch.strays(hostId).get('dev1')).toEqual([stray])
})

test('a slot that is being changed is looked at when that is over', async () => {
  activities.set('dev1', {})
  await change()
  await event('kill')
  expect(looked).toEqual([])
  activities.clear()
  await change()
  expect(looked).toEqual(['dev1'])
})

test('a look that never ends is given up, and the next sign is another chance', async () => {
  answer = (_, signal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  watch.changed(hostId)
  await clock.advance(1_000)
  expect(looked).toHaveLength(1)
  await clock.advance(20_000)
  await watch.settled(never)
  answer = async () => [{ service: 'web', spec, containerId: 'web-1', stray, problem: null }]
  add('dev1-web-2')
  await hosts.look()
  await change()
  expect(watch.strays(hostId).get('dev1')).toEqual([stray])
})
