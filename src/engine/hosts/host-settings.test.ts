import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Settings, settingsSchema } from '../../domain/settings'
import {
  boardHosts,
  type HostSources,
  withEditedHost,
  withHost,
  withHostName,
  withMovedHost,
  withoutHost,
  withRestoredHost,
} from './host-settings'

const surroundings = { environment: {}, dockerConfigDirectory: '/nowhere', chosenContext: null }
const sources: HostSources = { ...surroundings, byHand: null }
const none = settingsSchema.parse({})
const names = (settings: Settings): readonly string[] => settings.hosts.map((host) => `${host.name} ${host.address}`)
const add = async (settings: Settings, address: string, name = ''): Promise<Settings> =>
  (await withHost(settings, sources, { address, name })).settings

describe('the hosts of the board', () => {
  it('are the local engine while none is named', () => {
    expect(boardHosts(none, sources)).toEqual([{ id: 'local', name: 'local', address: 'unix:///var/run/docker.sock' }])
    const environment = { DOCKER_HOST: 'unix:///run/user/1000/docker.sock' }
    expect(boardHosts(none, { ...sources, environment })[0]?.address).toBe('unix:///run/user/1000/docker.sock')
    const far = { ...sources, environment: { DOCKER_HOST: 'tcp://far:2375' } }
    expect(boardHosts(none, far)[0]?.address).toBe('tcp://far:2375')
  })

  it('are those given by hand, once each, under the names of the settings', async () => {
    const settings = await add(none, '/run/seoul-1.sock', 'Seoul')
    const byHand = ['/run/seoul-1.sock', 'unix:///run/seoul-1.sock', '/a/docker.sock', '/b/a/docker.sock', 'ssh://x']
    const hosts = boardHosts(settings, { ...surroundings, byHand })
    expect(hosts.map((host) => host.name)).toEqual(['Seoul', 'a', 'a-2', expect.any(String)])
    expect(hosts[0]?.id).toBe(settings.hosts[1]?.id)
  })
})

it('takes a name for the host of the board that bears it, before anything that its address could mean', async () => {
  const settings = await add(await add(none, 'ssh://seoul', 'Busan'), 'tcp://far:2376', 'seoul')
  const hosts = boardHosts(settings, { ...surroundings, byHand: ['seoul', 'seoul', 'Busan', 'ssh://seoul'] })
  expect(hosts.map(({ name }) => name)).toEqual(['seoul', 'Busan'])
})

/** A context as Docker keeps it, with a certificate where one is named. */
function writeContext(directory: string, name: string, host: string, certificate?: string): void {
  const folder = createHash('sha256').update(name).digest('hex')
  const [meta, tls] = [join(directory, 'contexts/meta', folder), join(directory, 'contexts/tls', folder, 'docker')]
  for (const made of [meta, tls]) mkdirSync(made, { recursive: true })
  writeFileSync(join(meta, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }))
  if (certificate !== undefined) writeFileSync(join(tls, certificate), '')
}

describe('plain text that is accepted for one run', () => {
  const plain = {
    ...surroundings,
    acceptsPlainText: true,
    byHand: ['tcp://far:2375', 'context://lab', 'ssh://x', '/a'],
  }

  it('holds for what is given by hand and may be in the clear, and for nothing else', () => {
    const dockerConfigDirectory = mkdtempSync(join(tmpdir(), 'clear-'))
    writeContext(dockerConfigDirectory, 'lab', 'tcp://lab:2375')
    writeContext(dockerConfigDirectory, 'safe', 'tcp://safe:2376', 'ca.pem')
    const byHand = [...plain.byHand, 'context://safe']
    const hosts = boardHosts(none, { ...plain, byHand, dockerConfigDirectory })
    rmSync(dockerConfigDirectory, { recursive: true })
    const accepted = hosts.map((host) => host.acceptsPlainText ?? false)
    expect(accepted).toEqual([true, true, false, false, false])
    expect(boardHosts(none, { ...plain, acceptsPlainText: false }).some((host) => host.acceptsPlainText)).toBe(false)
  })

  it('takes TLS from nobody: not from Docker’s variables, nor from the settings', async () => {
    const environment = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' }
    const [host] = boardHosts(none, { ...plain, environment })
    expect(host).toMatchObject({ tls: { ca: '/certs/ca.pem' } })
    expect(host).not.toHaveProperty('acceptsPlainText')
  })

  it('leaves the hosts of the settings as they are', async () => {
    const settings = await add(none, 'tcp://far:2375')
    expect(boardHosts(settings, { ...plain, byHand: null })).toEqual(settings.hosts)
  })
})

describe('adding a host', () => {
  it('keeps the local engine on the board, and names hosts by their path', async () => {
    const first = await add(none, '/run/seoul-1.sock')
    const second = await add(first, 'unix:///srv/busan/docker.sock')
    expect(names(second)).toEqual([
      'local unix:///var/run/docker.sock',
      'seoul-1 unix:///run/seoul-1.sock',
      'busan unix:///srv/busan/docker.sock',
    ])
  })

  it('refuses the same socket under another path', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'berth-hosts-'))
    try {
      await mkdir(join(folder, 'real'))
      await writeFile(join(folder, 'real', 'docker.sock'), '')
      await symlink(join(folder, 'real'), join(folder, 'link'))
      const settings = await add(none, join(folder, 'real', 'docker.sock'))
      await expect(add(settings, join(folder, 'link', 'docker.sock'))).rejects.toMatchObject({
        code: 'host-exists',
        data: { details: { host: 'real' } },
      })
      // Also before anything listens there.
      const later = await add(settings, join(folder, 'real', 'later.sock'))
      await expect(add(later, join(folder, 'link', 'later.sock'))).rejects.toMatchObject({ code: 'host-exists' })
    } finally {
      await rm(folder, { recursive: true })
    }
    await expect(add(none, '/var/run/docker.sock')).rejects.toMatchObject({ code: 'host-exists' })
  })

  it('refuses addresses and names that can’t be used', async () => {
    await expect(add(none, 'http://far:2375')).rejects.toMatchObject({ code: 'address-unsupported' })
    await expect(add(none, 'ssh://me:pass@far')).rejects.toMatchObject({ code: 'address-with-password' })
    for (const name of ['a/b', 'a\u202eb', 'LOCAL']) {
      await expect(add(none, '/run/x.sock', name)).rejects.toMatchObject({
        code: 'bad-request',
        data: { details: { field: 'name' } },
      })
    }
  })
})

describe('renaming and removing a host', () => {
  it('keeps ids and order', async () => {
    const settings = await add(none, '/run/seoul-1.sock')
    const renamed = withHostName(settings, sources, 'local', 'Here')
    expect(renamed.hosts.map((host) => [host.id, host.name])).toEqual([
      ['local', 'Here'],
      [settings.hosts[1]?.id, 'seoul-1'],
    ])
    expect(names(withoutHost(renamed, sources, 'local'))).toEqual(['seoul-1 unix:///run/seoul-1.sock'])
    expect(() => withHostName(settings, sources, 'local', 'seoul-1')).toThrow('another host is named')
    expect(() => withoutHost(settings, sources, 'nobody')).toThrow('There is no host "nobody".')
  })

  it('makes the local engine’s name stay, and refuses to take away the only host there can be', () => {
    expect(names(withHostName(none, sources, 'local', 'Here'))).toEqual(['Here unix:///var/run/docker.sock'])
    expect(() => withoutHost(none, sources, 'local')).toThrow('no other host is named')
  })

  it('puts a host that was removed back as it was, to its place, also where it was the only one', async () => {
    const local = { id: 'local', name: 'here', address: 'unix:///var/run/docker.sock' }
    const three = withHostName(await add(await add(none, '/run/a.sock'), '/run/b.sock'), sources, 'local', 'here')
    for (const settings of [three, withoutHost(three, sources, 'local')]) {
      for (const [at, host] of settings.hosts.entries()) {
        const gone = withoutHost(settings, sources, host.id)
        expect((await withRestoredHost(gone, sources, host, at)).hosts).toEqual(settings.hosts)
        expect(await withRestoredHost(settings, sources, host, 0)).toEqual(settings)
      }
    }
    const one: Settings = { ...none, hosts: [{ id: 'h1', name: 'Busan', address: 'unix:///run/x.sock' }] }
    const [only = local] = one.hosts
    expect((await withRestoredHost(withoutHost(one, sources, 'h1'), sources, only, 0)).hosts).toEqual(one.hosts)
    const taken = await add(withoutHost(three, sources, 'local'), '/run/other.sock', 'here')
    await expect(withRestoredHost(taken, sources, local, 0)).rejects.toMatchObject({ code: 'bad-request' })
  })

  it('is refused for hosts given by hand', async () => {
    const byHand: HostSources = { ...surroundings, byHand: ['/run/x.sock'] }
    expect(() => withHostName(none, byHand, 'x', 'y')).toThrow('given when it was started')
    await expect(withHost(none, byHand, { address: '/run/y.sock', name: '' })).rejects.toMatchObject({
      code: 'bad-request',
    })
  })
})

describe('a host that is reached in another way', () => {
  it('keeps its id, its place and (unless another is given) its name', async () => {
    const settings = await add(await add(none, 'tcp://busan:2375', 'Busan'), '/run/x.sock')
    const hostId = settings.hosts[1]?.id ?? ''
    const tls = { ca: '/c/ca.pem', certificate: null, key: null }
    const edited = await withEditedHost(settings, sources, { hostId, address: 'tcp://busan:2376', name: '', tls })
    expect(edited.hosts[1]).toEqual({ id: hostId, name: 'Busan', address: 'tcp://busan:2376', tls })
    const again = { hostId, address: 'ssh://busan', name: 'Busan-2', tls, keyFile: '/k/id' }
    // What belongs to another kind of address must not take effect by surprise later.
    expect((await withEditedHost(edited, sources, again)).hosts[1]).toEqual({
      id: hostId,
      name: 'Busan-2',
      address: 'ssh://busan',
      keyFile: '/k/id',
    })
  })

  it('is refused where another host has that address or name', async () => {
    const settings = await add(await add(none, 'ssh://Busan', 'Busan'), '/run/x.sock')
    const hostId = settings.hosts[2]?.id ?? ''
    const edit = (address: string, name = ''): Promise<Settings> =>
      withEditedHost(settings, sources, { hostId, address, name })
    await expect(edit('ssh://busan')).rejects.toMatchObject({ code: 'host-exists' })
    await expect(edit('/run/y.sock', 'busan')).rejects.toMatchObject({ code: 'bad-request' })
    expect((await edit('/run/x.sock', 'x2')).hosts[2]?.name).toBe('x2')
  })
})

describe('the order of hosts', () => {
  it('is as a person puts it, beyond the end at the end', async () => {
    const settings = await add(await add(none, '/run/a.sock'), '/run/b.sock')
    const order = (id: string, to: number): readonly string[] =>
      withMovedHost(settings, sources, id, to).hosts.map(({ name }) => name)
    const last = settings.hosts[2]?.id ?? ''
    expect(order(last, 0)).toEqual(['b', 'local', 'a'])
    expect(order('local', 1)).toEqual(['a', 'local', 'b'])
    expect(order('local', 99)).toEqual(['a', 'b', 'local'])
    expect(() => order('nobody', 0)).toThrow(expect.objectContaining({ code: 'host-unknown' }) as Error)
  })
})
