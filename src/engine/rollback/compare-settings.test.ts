import { expect, test } from 'vitest'
import type { KeptSettings } from '../deploy/kept-settings'
import { compareSettings } from './compare-settings'

const settings = (
  environment: readonly string[],
  over: {
    readonly config?: object
    readonly host?: object
    readonly image?: readonly string[]
    readonly mounts?: readonly object[]
  } = {},
): KeptSettings => ({
  inspect: {
    Id: 'c1',
    Name: '/dev1-api-1',
    Image: 'sha256:one',
    Config: { Env: [...(over.image ?? []), ...environment], ...over.config },
    HostConfig: { NetworkMode: 'dev1_default', ...over.host },
    Mounts: over.mounts ?? [],
  },
  imageInspect: { Config: { Env: over.image ?? [] } },
})

test('tells what changes, goes away and comes back, by name and service', () => {
  const now = settings(['POOL_SIZE=20', 'FACET_TIMEOUT=5', 'SAME=1'])
  const then = settings(['POOL_SIZE=10', 'LEGACY=on', 'SAME=1'])
  expect(compareSettings('api', now, then)).toEqual([
    { service: 'api', name: 'FACET_TIMEOUT', now: '5', after: null, hidden: false },
    { service: 'api', name: 'LEGACY', now: null, after: 'on', hidden: false },
    { service: 'api', name: 'POOL_SIZE', now: '20', after: '10', hidden: false },
  ])
})

test('no value that may be a secret leaves, be it the old or the new one', () => {
  const now = settings(['DB_PASSWORD=hunter2', 'URL=plain'])
  const then = settings(['DB_PASSWORD=hunter2-then', 'URL=https://me:hidden@host'])
  const changes = compareSettings('api', now, then)
  expect(changes.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['DB_PASSWORD', true],
    ['URL', true],
  ])
  expect(JSON.stringify(changes)).not.toMatch(/hunter2|hunter2-then|plain|me:hidden/)
})

test('what a container only has from its image is no setting, whatever the image', () => {
  const now = settings([], { image: ['NODE_VERSION=20.1'] })
  const then = settings([], { image: ['NODE_VERSION=18.9'] })
  expect(compareSettings('web', now, then)).toEqual([])
})

const bind = { Type: 'bind', Source: '/a', Destination: '/b', RW: false }
const unnamed = { Type: 'volume', Name: 'f'.repeat(64), Source: '/var/x', Destination: '/data', RW: true }

test('command, ports and mounts count too, in Compose’s words; texts are harmless', () => {
  const now = settings(['NOTE=a\u202eb'], { config: { Cmd: ['serve'] }, host: { Memory: 0 } })
  const then = settings([], { config: { Cmd: ['serve', '--slow'] }, host: { Memory: 512 }, mounts: [bind, unnamed] })
  expect(compareSettings('api', now, then).map(({ name, now: from, after }) => [name, from, after])).toEqual([
    ['NOTE', 'ab', null],
    ['command', 'serve', 'serve --slow'],
    ['mem_limit', null, '512'],
    ['volumes', null, '/a:/b:ro'],
  ])
})
