import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RawInspect } from '../ports'
import { recreateBody, type Wanted } from './recreate-body'

type Fields = Readonly<Record<string, unknown>>

const id = 'ab'.repeat(32)
const volume = 'cd'.repeat(32)

const imageConfig: Fields = {
  Env: ['PATH=/bin', 'APP_VERSION=1'],
  Cmd: ['node', 'server'],
  WorkingDir: '/app',
  User: 'app',
  StopSignal: 'SIGQUIT',
  Labels: { 'org.opencontainers.image.version': '1', team: 'shop' },
  ExposedPorts: { '8080/tcp': {} },
  Volumes: { '/data': {} },
  Healthcheck: { Test: ['CMD', 'check'], Interval: 1_000_000_000 },
}

const image = (config: Fields = imageConfig): RawInspect => ({ Id: 'sha256:old', Config: config })

function container(config: Fields = {}, host: Fields = {}, rest: Fields = {}): RawInspect {
  return {
    Id: id,
    Name: '/dev1-api-1',
    Image: 'sha256:old',
    Config: { ...imageConfig, Hostname: id.slice(0, 12), Image: 'shop/api:old', ...config },
    HostConfig: { NetworkMode: 'dev1_default', RestartPolicy: { Name: 'always', MaximumRetryCount: 0 }, ...host },
    Mounts: [],
    NetworkSettings: {
      Networks: {
        dev1_default: {
          NetworkID: 'n1',
          Aliases: ['api', id.slice(0, 12)],
          IPAMConfig: null,
          IPAddress: '172.18.0.2',
          MacAddress: '02:42:ac:12:00:02',
        },
      },
    },
    ...rest,
  }
}

const wanted: Wanted = {
  reference: 'shop/api:new',
  imageId: 'sha256:new',
  lastingName: 'dev1-api-1',
  labels: { 'dev.berth.deployment': 'd1' },
  replacements: new Map([['old-db', 'new-db']]),
}

const bodyOf = (raw: RawInspect, from: RawInspect = image()): Fields => recreateBody(raw, from, wanted).body

describe('what comes from the image alone', () => {
  test('is left out, so that the new image’s own counts', () => {
    const body = bodyOf(container())
    for (const field of [
      'Cmd',
      'Entrypoint',
      'WorkingDir',
      'User',
      'StopSignal',
      'Healthcheck',
      'Hostname',
      'MacAddress',
    ]) {
      expect(body).not.toHaveProperty(field)
    }
    expect(body).toMatchObject({
      Image: 'shop/api:new',
      Env: [],
      ExposedPorts: {},
      Volumes: {},
      Labels: { 'dev.berth.deployment': 'd1' },
    })
    expect(body['Labels']).toEqual({ 'dev.berth.deployment': 'd1' })
  })

  test('and what was set beside it is kept', () => {
    const own = {
      Env: ['PATH=/bin', 'APP_VERSION=1', 'PROFILE=dev'],
      Labels: { team: 'other', 'com.docker.compose.service': 'api', 'com.docker.compose.image': 'sha256:old' },
      Cmd: ['node', 'other'],
      User: 'root',
      Hostname: 'api-host',
      Healthcheck: { Test: ['CMD', 'check'], Interval: 9_000_000_000 },
      Volumes: { '/data': {}, '/cache': {} },
      StopTimeout: 30,
    }
    expect(bodyOf(container(own))).toMatchObject({
      Env: ['PROFILE=dev'],
      Labels: { team: 'other', 'com.docker.compose.service': 'api', 'com.docker.compose.image': 'sha256:new' },
      Cmd: ['node', 'other'],
      User: 'root',
      Hostname: 'api-host',
      Healthcheck: { Interval: 9_000_000_000 },
      Volumes: { '/cache': {} },
      StopTimeout: 30,
    })
  })
})

describe('the command', () => {
  const withEntrypoint = image({ ...imageConfig, Entrypoint: ['/start'] })

  test.each<[string, Fields, Fields]>([
    ['inherited together', { Entrypoint: ['/start'], Cmd: ['node', 'server'] }, {}],
    ['of its own beside the image’s entrypoint', { Entrypoint: ['/start'], Cmd: ['x'] }, { Cmd: ['x'] }],
    [
      'under another entrypoint stays, even if it is the image’s',
      { Entrypoint: ['/own'], Cmd: ['node', 'server'] },
      { Entrypoint: ['/own'], Cmd: ['node', 'server'] },
    ],
    ['without one under a repeated entrypoint', { Entrypoint: ['/start'], Cmd: null }, { Entrypoint: ['/start'] }],
    ['where the entrypoint was cleared', { Entrypoint: null, Cmd: ['x'] }, { Entrypoint: [''], Cmd: ['x'] }],
  ])('%s', (_, config, expected) => {
    const { Entrypoint, Cmd } = bodyOf(container(config), withEntrypoint)
    expect({ ...(Entrypoint === undefined ? {} : { Entrypoint }), ...(Cmd === undefined ? {} : { Cmd }) }).toEqual(
      expected,
    )
  })
})

describe('networks', () => {
  test('keep aliases and addresses that were asked for; what Docker gave out is dropped, the name becomes an alias', () => {
    const Networks = {
      dev1_back: { NetworkID: 'n2', Aliases: ['api'], IPAMConfig: { IPv4Address: '10.0.0.9' }, Links: null },
      dev1_default: { NetworkID: 'n1', Aliases: ['api', id.slice(0, 12)], IPAMConfig: {}, IPAddress: '172.18.0.2' },
    }
    const { body, otherNetworks } = recreateBody(container({}, {}, { NetworkSettings: { Networks } }), image(), wanted)
    expect(body['NetworkingConfig']).toEqual({ EndpointsConfig: { dev1_default: { Aliases: ['api', 'dev1-api-1'] } } })
    expect(otherNetworks).toEqual([
      { network: 'dev1_back', endpoint: { Aliases: ['api', 'dev1-api-1'], IPAMConfig: { IPv4Address: '10.0.0.9' } } },
    ])
  })

  test.each(['host', 'none', 'default'])('of mode %s need nothing', (NetworkMode) => {
    const Networks = { [NetworkMode === 'default' ? 'bridge' : NetworkMode]: { NetworkID: 'n1', Aliases: null } }
    const made = recreateBody(container({}, { NetworkMode }, { NetworkSettings: { Networks } }), image(), wanted)
    expect(made.body).not.toHaveProperty('NetworkingConfig')
    expect(made.otherNetworks).toEqual([])
  })

  test('of another container follow that container where it is replaced as well', () => {
    const raw = container(
      { Hostname: 'db-host' },
      { NetworkMode: 'container:old-db', Links: ['/dev1-db-1:/dev1-api-1/db'] },
      { NetworkSettings: { Networks: {} } },
    )
    expect(bodyOf(raw)).toMatchObject({ HostConfig: { NetworkMode: 'container:new-db', Links: ['dev1-db-1:db'] } })
    expect(bodyOf(raw)).not.toHaveProperty('Hostname')
  })
})

test('volumes without a name and those of other containers are carried by what they are', () => {
  const host = {
    Binds: ['dev1_data:/data:rw'],
    Mounts: [{ Type: 'volume', Target: '/scratch' }],
    VolumesFrom: ['gone'],
  }
  const Mounts = [
    { Type: 'volume', Name: 'dev1_data', Destination: '/data', RW: true },
    { Type: 'volume', Name: volume, Destination: '/cache', RW: true },
    { Type: 'volume', Name: 'ef'.repeat(32), Destination: '/scratch', RW: true },
    { Type: 'bind', Source: '/srv/conf', Destination: '/conf', RW: false },
  ]
  const { HostConfig } = bodyOf(container({}, host, { Mounts })) as { HostConfig: Fields }
  expect(HostConfig).not.toHaveProperty('VolumesFrom')
  expect(HostConfig['Binds']).toEqual(['dev1_data:/data:rw'])
  expect(HostConfig['Mounts']).toEqual([
    { Type: 'volume', Source: 'ef'.repeat(32), Target: '/scratch' },
    { Type: 'volume', Source: volume, Target: '/cache' },
    { Type: 'bind', Source: '/srv/conf', Target: '/conf', ReadOnly: true },
  ])
})

test('an answer that is no container is refused by the field', () => {
  expect(() => recreateBody({ Id: id, Image: 'x', Config: { Env: 7 } }, image(), wanted)).toThrow(/Config\.Env/)
})

/** How Docker puts a container's settings over its image's (the part of it that lists and texts follow). */
function merged(config: Fields, from: Fields): Fields {
  const texts = (value: unknown): string[] => (value as string[] | undefined | null) ?? []
  const keys = new Set(texts(config['Env']).map((entry) => entry.split('=')[0]))
  const given = texts(config['Entrypoint'])
  const inherits = config['Entrypoint'] === undefined
  const Entrypoint = inherits ? texts(from['Entrypoint']) : given.join('') === '' ? [] : given
  const Cmd = config['Cmd'] === undefined && inherits ? texts(from['Cmd']) : texts(config['Cmd'])
  return {
    Env: [...texts(config['Env']), ...texts(from['Env']).filter((entry) => !keys.has(entry.split('=')[0]))].sort(),
    Labels: { ...(from['Labels'] as Fields), ...(config['Labels'] as Fields) },
    User: config['User'] ?? from['User'] ?? '',
    Entrypoint,
    Cmd,
  }
}

test('on the same image a container comes out as it went in, whatever was set by hand', () => {
  const words = fc.constantFrom('a', 'b', 'c')
  const list = fc.option(fc.array(words, { minLength: 1, maxLength: 2 }), { nil: undefined })
  const settings = fc.record({
    Env: fc
      .uniqueArray(fc.tuple(words, words), { selector: ([key]) => key })
      .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`)),
    Labels: fc.dictionary(words, words),
    User: fc.option(words, { nil: undefined }),
    Entrypoint: fc.option(fc.oneof(fc.array(words, { minLength: 1, maxLength: 2 }), fc.constant([''])), {
      nil: undefined,
    }),
    Cmd: list,
  })
  fc.assert(
    fc.property(settings, settings, (given, from) => {
      const defaults = { ...from, Entrypoint: from.Entrypoint?.join('') === '' ? undefined : from.Entrypoint }
      const running = merged(given, defaults)
      // Docker makes no container without any command.
      fc.pre([...(running['Entrypoint'] as string[]), ...(running['Cmd'] as string[])].length > 0)
      const raw = { ...container(), Config: { ...running, Hostname: id.slice(0, 12) } }
      const again = merged(bodyOf(raw, image(defaults)), defaults)
      const labels = { ...(running['Labels'] as Fields), ...wanted.labels }
      expect(again).toEqual({ ...running, Labels: labels })
    }),
  )
})
