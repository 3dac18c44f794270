import { test } from 'vitest'
import type { LayerProgress } from '../../src/domain/deployment'
import type { NamedFile } from '../../src/engine/ports'
import { collect, type ContractTools, never, waiting } from './contract-host'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const texts = (files: readonly NamedFile[] | null): Record<string, string> =>
  Object.fromEntries((files ?? []).map((file) => [file.name, new TextDecoder().decode(file.bytes)]))

/** What Berth relies on in what a host keeps: files, volumes, networks, images. */
export function storeContract(tools: () => ContractTools): void {
  test.concurrent(
    'an archive adds and overwrites in what was never started, and takes nothing away',
    async ({ expect }) => {
      const { docker, ask, drop } = tools()
      await docker.createEmptyImage('berth.local/empty', 'files', never)
      expect(await docker.observeImage('berth.local/empty:files', never)).toMatchObject({ sizeBytes: 0, digests: [] })
      const id = await docker.createContainer('files', { Image: 'berth.local/empty:files', Cmd: ['none'] }, never)
      const long = `${'deep/'.repeat(30)}${'n'.repeat(120)}.json`
      const written = { 'a.json': '{"한":1}', 'sub/b.json': 'b', 'sub/empty': '', [long]: 'long' }
      const files = Object.entries(written).map(([name, text]) => ({ name, bytes: bytes(text) }))
      await docker.writeFiles(id, '/', [{ name: 'records/seg/x', bytes: bytes('first') }], never)
      await docker.writeFiles(id, '/records', files, never)
      await docker.writeFiles(id, '/records/seg', [{ name: 'x', bytes: bytes('second') }], never)
      expect(texts(await docker.readFiles(id, '/records', 10_000, never))).toEqual({ ...written, 'seg/x': 'second' })
      expect(texts(await docker.readFiles(id, '/records/sub/', 10_000, never))).toEqual({ 'b.json': 'b', empty: '' })
      expect(texts(await docker.readFiles(id, '/records/a.json', 9, never))).toEqual({ 'a.json': '{"한":1}' })
      expect(await docker.readFiles(id, '/records/none', 10_000, never)).toBeNull()
      expect(await docker.sizeAt(id, '/records/seg', never)).toBeGreaterThanOrEqual(0)
      expect([await docker.sizeAt(id, '/records/seg/x', never), await docker.sizeAt(id, '/records/2', never)]).toEqual([
        6,
        null,
      ])
      await docker.writeFile(id, '/', 'beat.json', '{"beat":"둘"}', never)
      expect(await docker.readFile(id, '/beat.json', never)).toBe('{"beat":"둘"}')
      expect(await docker.readFile(id, '/', never)).toBeNull()
      expect(
        (await ask('PUT', `/v1.41/containers/${id}/archive?path=/nowhere`, Buffer.alloc(1_024), 'application/x-tar'))
          .status,
      ).toBe(404)
      await drop(id)
      await expect(docker.readFiles(id, '/records', 10_000, never)).rejects.toMatchObject({ code: 'container-gone' })
      await expect(docker.sizeAt(id, '/records', never)).rejects.toMatchObject({ code: 'container-gone' })
    },
  )

  test.concurrent(
    'files of a volume outlive the container, are told of when written, and keep to a read-only mount',
    async ({ expect }) => {
      const { docker, drop } = tools()
      await docker.createEmptyImage('berth.local/empty', 'volumes', never)
      const keeper = (name: string, mount: object): Promise<string> =>
        docker.createContainer(
          name,
          { Image: 'berth.local/empty:volumes', Cmd: ['none'], HostConfig: { Mounts: [mount] } },
          never,
        )
      const mount = { Type: 'volume', Source: 'shared-files', Target: '/records' }
      const first = await keeper('first', mount)
      const caller = new AbortController()
      const { items } = collect(docker.events(caller.signal))
      await expect.poll(() => items[0]?.action, waiting).toBe('subscribed')
      await docker.writeFiles(first, '/records', [{ name: 'a', bytes: bytes('kept'), mode: 0o644 }], never)
      await expect
        .poll(() => items.filter(({ id }) => id === first).map(({ action }) => action), waiting)
        .toContain('extract-to-dir')
      caller.abort()
      await docker.removeContainer(first, { force: false, anonymousVolumes: true }, never)
      const second = await keeper('second', { ...mount, ReadOnly: true })
      expect(await docker.inspectContainer(second, never)).toMatchObject({
        Mounts: [{ Type: 'volume', Name: 'shared-files', Destination: '/records', RW: false }],
      })
      expect(texts(await docker.readFiles(second, '/records', 100, never))).toEqual({ a: 'kept' })
      const writing = docker.writeFiles(second, '/records', [{ name: 'b', bytes: bytes('x') }], never)
      await expect(writing).rejects.toMatchObject({ code: 'docker-refused' })
      await drop(second)
      await docker.removeVolume('shared-files', never)
    },
  )

  test.concurrent('a volume stays as it was made, and goes unless it is used', async ({ expect }) => {
    const { docker, ask, drop } = tools()
    expect(await docker.inspectVolume('contract', never)).toBeNull()
    const options = { labels: { 'dev.berth.test': '1' }, driver: 'local', driverOptions: {} }
    const made = await docker.createVolume('contract', options, never)
    expect(made).toMatchObject({ name: 'contract', labels: options.labels, driver: 'local' })
    expect(Math.abs((made.createdAtMs ?? 0) - Date.now())).toBeLessThan(60_000)
    expect(await docker.createVolume('contract', { ...options, labels: {} }, never)).toEqual(made)
    expect(await docker.listVolumes('dev.berth.test=1', never)).toEqual([made])
    const Mounts = [{ Type: 'volume', Source: 'contract', Target: '/records' }]
    const id = await docker.createContainer('volume-user', { Image: 'shop/web:good', HostConfig: { Mounts } }, never)
    expect(await ask('DELETE', '/v1.41/volumes/contract')).toMatchObject({
      status: 409,
      json: { message: expect.stringMatching(/volume is in use/) as string },
    })
    await drop(id)
    expect([
      (await ask('DELETE', '/v1.41/volumes/contract')).status,
      (await ask('DELETE', '/v1.41/volumes/contract')).status,
    ]).toEqual([204, 404])
  })

  test.concurrent('a network is made, joined under aliases, left and removed', async ({ expect }) => {
    const { docker, ask, run, drop } = tools()
    expect(await docker.inspectNetwork('contract_default', never)).toBeNull()
    const body = { Name: 'contract_default', Driver: 'bridge', Labels: { a: 'b' }, Attachable: true }
    const networkId = await docker.createNetwork(body, never)
    expect(await docker.inspectNetwork('contract_default', never)).toMatchObject({
      id: networkId,
      driver: 'bridge',
      labels: { a: 'b' },
      attachable: true,
      internal: false,
      containerIds: [],
    })
    const NetworkingConfig = { EndpointsConfig: { contract_default: { Aliases: ['api'] } } }
    const HostConfig = { NetworkMode: 'contract_default' }
    const id = await run('member', 'good', { NetworkingConfig, HostConfig })
    expect(await docker.inspectContainer(id, never)).toMatchObject({
      HostConfig,
      NetworkSettings: {
        Networks: {
          contract_default: {
            NetworkID: networkId,
            Aliases: ['api', id.slice(0, 12)],
            IPAddress: expect.stringMatching(/^\d+\./) as string,
          },
        },
      },
    })
    expect((await docker.inspectNetwork(networkId, never))?.containerIds).toEqual([id])
    expect((await ask('DELETE', `/v1.41/networks/${networkId}`)).status).toBe(403)
    await docker.disconnectNetwork('contract_default', id, false, never)
    await docker.disconnectNetwork('contract_default', id, false, never)
    await docker.connectNetwork(networkId, id, { Aliases: ['web'] }, never)
    await docker.disconnectNetwork(networkId, id, true, never)
    expect((await docker.inspectNetwork(networkId, never))?.containerIds).toEqual([])
    await drop(id)
    expect([
      (await ask('DELETE', `/v1.41/networks/${networkId}`)).status,
      (await ask('DELETE', `/v1.41/networks/${networkId}`)).status,
    ]).toEqual([204, 404])
  })

  test.concurrent(
    'an image comes layer by layer, keeps its registry’s digest, and is not there where the registry lacks it',
    async ({ expect }) => {
      const { docker, remoteRepository } = tools()
      const reference = `${remoteRepository}:good`
      const told: (readonly LayerProgress[])[] = []
      await docker.pull(reference, null, (layers) => told.push(layers), never)
      expect(told.at(-1)?.length).toBeGreaterThan(0)
      expect(told.at(-1)?.every(({ state }) => state === 'done' || state === 'exists')).toBe(true)
      const remote = await docker.resolveRemote(reference, null, never)
      expect(remote?.platforms[0]).toMatch(/^linux\//)
      const local = await docker.observeImage(reference, never)
      expect(local).toMatchObject({ digests: [`${remoteRepository}@${remote?.digest ?? ''}`] })
      expect((await docker.listImages(never)).find(({ id }) => id === local?.id)?.tags).toContain(reference)
      const pulling = docker.pull(`${remoteRepository}:missing`, null, () => undefined, never)
      await expect(pulling).rejects.toMatchObject({ code: 'image-not-found' })
      expect(await docker.resolveRemote(`${remoteRepository}:missing`, null, never)).toBeNull()
    },
  )

  test.concurrent('a tag moves, and an image goes with its last one unless a container uses it', async ({ expect }) => {
    const { docker, drop } = tools()
    const spare = await docker.observeImage('shop/web:spare', never)
    await docker.tagImage(spare?.id ?? '', 'shop/web', 'berth-kept-dev1.abc', never)
    expect((await docker.observeImage('shop/web:berth-kept-dev1.abc', never))?.id).toBe(spare?.id)
    expect(await docker.removeImageTag('shop/web:berth-kept-dev1.abc', never)).toBe(true)
    expect(await docker.removeImageTag('shop/web:berth-kept-dev1.abc', never)).toBe(false)
    const id = await docker.createContainer('uses', { Image: 'shop/web:spare' }, never)
    const removing = docker.removeImageTag('shop/web:spare', never)
    await expect(removing).rejects.toMatchObject({ data: { code: 'docker-refused', details: { status: 409 } } })
    await drop(id)
    expect(await docker.removeImageTag('shop/web:spare', never)).toBe(true)
    expect(await docker.observeImage(spare?.id ?? '', never)).toBeNull()
    const tagging = docker.tagImage(spare?.id ?? '', 'shop/web', 'again', never)
    await expect(tagging).rejects.toMatchObject({ data: { details: { status: 404 } } })
  })
}
