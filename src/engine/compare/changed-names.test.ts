import { expect, test } from 'vitest'
import { changedDefaultNames, changedSettingNames } from './changed-names'

const image = {
  Config: {
    Env: ['PATH=/bin', 'MODE=fast'],
    Cmd: ['serve'],
    Entrypoint: ['/start'],
    Healthcheck: { Test: ['CMD', 'x'] },
  },
}

/** A container as Docker describes one that was made by `body` below. */
const inspect = {
  Id: 'abc',
  Image: 'sha256:1',
  Config: {
    Env: ['API_URL=http://api', 'TOKEN=old-secret', 'PATH=/bin', 'MODE=fast'],
    Cmd: ['serve'],
    Entrypoint: ['/start'],
    Healthcheck: { Retries: 3, Test: ['CMD', 'x'], Interval: 0 },
  },
  HostConfig: {
    PortBindings: { '3000/tcp': [{ HostIp: '', HostPort: '3001' }] },
    CapAdd: ['CAP_SYS_PTRACE'],
    ExtraHosts: null,
    Memory: 0,
  },
  Mounts: [
    { Type: 'volume', Name: 'data', Source: '/var/lib/docker/volumes/data/_data', Destination: '/data', RW: true },
    { Type: 'volume', Name: 'f'.repeat(64), Source: '/var/lib/docker/x', Destination: '/cache', RW: true },
    { Type: 'bind', Source: '/etc/shop', Destination: '/etc/shop', RW: false },
  ],
}
const now = { inspect, imageInspect: image }

const body = {
  Image: 'shop/web:new',
  Env: ['API_URL=http://api', 'TOKEN=old-secret', 'LEFT_TO_THE_HOST'],
  Healthcheck: { Test: ['CMD', 'x'], Retries: 3 },
  HostConfig: {
    Binds: ['/etc/shop:/etc/shop:ro', 'data:/data:rw'],
    Mounts: [{ Type: 'volume', Target: '/cache', ReadOnly: false }],
    PortBindings: { '3000/tcp': [{ HostPort: '3001' }] },
    CapAdd: ['sys_ptrace'],
    ExtraHosts: [],
  },
}

test('a container that would be made the same way again changes nothing, however Docker writes it down', () => {
  expect(changedSettingNames(now, body)).toEqual([])
  expect(changedSettingNames(now, { ...body, Entrypoint: ['/start'], Cmd: ['serve'] })).toEqual([])
  expect(changedSettingNames(now, { ...body, Env: [...body.Env, 'MODE=fast'] })).toEqual([])
})

test('what differs is told by name, and no value comes with it', () => {
  const HostConfig = {
    ...body.HostConfig,
    PortBindings: { '3000/tcp': [{ HostPort: '3002' }] },
    Binds: ['data:/data:ro'],
  }
  const changed = changedSettingNames(now, {
    ...body,
    Env: ['TOKEN=new-secret', 'ADDED=1'],
    Cmd: ['serve', '--debug'],
    HostConfig,
  })
  expect(changed).toEqual([
    { name: 'ADDED', change: 'added' },
    { name: 'API_URL', change: 'removed' },
    { name: 'TOKEN', change: 'changed' },
    { name: 'command', change: 'added' },
    { name: 'ports', change: 'changed' },
    { name: 'volumes', change: 'changed' },
  ])
  expect(JSON.stringify(changed)).not.toMatch(/secret|3002/)
})

test('variables that images bring are told by name, a value with = in it whole', () => {
  const next = { Config: { Env: ['PATH=/bin:/usr/bin', 'OPTIONS=a=b'] } }
  expect(changedDefaultNames(image, next)).toEqual([
    { name: 'MODE', change: 'removed' },
    { name: 'OPTIONS', change: 'added' },
    { name: 'PATH', change: 'changed' },
  ])
  expect(changedDefaultNames(next, { Config: { Env: ['PATH=/bin:/usr/bin', 'OPTIONS=a=c'] } })).toEqual([
    { name: 'OPTIONS', change: 'changed' },
  ])
})
