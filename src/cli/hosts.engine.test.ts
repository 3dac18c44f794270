import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BuiltCli, buildCli, type CliEnded, endOf, jsonOf } from '../../e2e/harness/built-cli'
import { type DockerEngine, startDockerEngine } from '../../e2e/harness/docker-engine'
import { freePorts } from '../../e2e/harness/free-port'
import { type RunDirectory, openRunDirectory } from '../../e2e/harness/run-directory'
import { makeTestAuthority } from '../../e2e/harness/test-authority'

let directory: RunDirectory
let cli: BuiltCli
let engine: DockerEngine
/** Where the engine listens with TLS, and a folder with what it takes to talk to it. */
let secure: string
let certificates: string

beforeAll(async () => {
  directory = openRunDirectory('cli-hosts')
  const building = buildCli(directory.path)
  const authority = makeTestAuthority(join(directory.path, 'authority'))
  const { ca, certificate, key } = authority.issue('host')
  const [port = 0] = await freePorts(1)
  secure = `tcp://127.0.0.1:${String(port)}`
  const tls = ['--tlsverify', `--tlscacert=${ca}`, `--tlscert=${certificate}`, `--tlskey=${key}`]
  engine = await startDockerEngine({ name: 'cli-hosts-engine', extraArguments: [...tls, '-H', secure] })
  await addSlot(engine, 'dev1')
  const mine = authority.issue('me')
  certificates = join(directory.path, 'certificates')
  mkdirSync(certificates)
  copyFileSync(mine.ca, join(certificates, 'ca.pem'))
  copyFileSync(mine.certificate, join(certificates, 'cert.pem'))
  copyFileSync(mine.key, join(certificates, 'key.pem'))
  cli = await building
})
afterAll(() => {
  engine?.remove()
  directory.sweep()
})
beforeEach(() => rmSync(join(directory.path, 'home'), { recursive: true, force: true }))

const nobody = 'unix:///nowhere/docker.sock'
const start = (words: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  cli.start(words, { DOCKER_HOST: nobody, ...environment })
const berth = (...words: readonly string[]): Promise<CliEnded> => endOf(start(words))
const json = (code: number, ...words: readonly string[]) => jsonOf(start([...words, '--json']), code)
const settings = (): unknown => JSON.parse(readFileSync(join(directory.path, 'home', 'settings.json'), 'utf8'))

/** A container that was never started, with Compose's labels: that is a slot. */
async function addSlot(docker: DockerEngine, slot: string): Promise<void> {
  const emptyArchive = Readable.from([Buffer.alloc(1_024)])
  await docker.call({ method: 'POST', path: '/images/create?fromSrc=-&repo=nothing&tag=one', stream: emptyArchive })
  const labels = { 'com.docker.compose.project': slot, 'com.docker.compose.service': 'web' }
  const body = { Image: 'nothing:one', Cmd: ['/web'], Labels: labels }
  await docker.call({ method: 'POST', path: `/containers/create?name=${slot}_web_1`, body })
}

describe('berth hosts add', () => {
  it('tells each step as it passes, adds the host, and lists it', async () => {
    const added = await berth('hosts', 'add', engine.address, '--name', '서울')
    expect([added.code, added.out]).toEqual([0, `Added as 서울: ${engine.address}\n`])
    expect(added.err).toMatch(/Docker +Docker \S+, API \S+\n +✓ Slots +1: dev1\n +✓ Rights +full\n$/)
    const listed = await json(5, 'hosts')
    expect(listed).toMatchObject({
      schema: 1,
      hosts: [
        { name: 'local', address: nobody, state: 'unreachable', error: { code: 'socket-missing' } },
        { name: '서울', state: 'connected', slots: 1, access: 'full', encrypted: true, error: null },
      ],
    })
    expect((await berth('board', '--host', '서울')).code).toBe(0)
    expect(await json(2, 'hosts', 'add', engine.address)).toMatchObject({ error: { code: 'host-exists' } })
  })

  it('keeps paths that hold in every directory, and reaches the host by TLS with them', async () => {
    const added = await json(0, 'hosts', 'add', secure, '--tls-folder', certificates, '--name', 'tls')
    expect(added).toMatchObject({ host: { name: 'tls', address: secure }, test: { hasEnded: true } })
    expect(settings()).toMatchObject({
      hosts: [{}, { name: 'tls', tls: { ca: join(certificates, 'ca.pem'), key: join(certificates, 'key.pem') } }],
    })
    expect((await berth('board', '--host', 'tls')).code).toBe(0)
    const tested = await berth('hosts', 'test', 'tls')
    expect([tested.code, tested.err]).toEqual([
      0,
      expect.stringMatching(/✓ Certificate +by test authority, until \d{4}-/),
    ])
  })

  it('adds nothing where a step fails, and ends with what failed, unless it is not to be tested', async () => {
    const failed = await berth('hosts', 'add', secure, '--tls-ca', join(certificates, 'ca.pem'))
    expect([failed.code, failed.out]).toEqual([5, ''])
    expect(failed.err).toMatch(/✓ Port\n[^]*✗ [^\n]+\n[^]*refused your certificate/)
    expect(await json(5, 'hosts', 'add', secure)).toMatchObject({ error: { code: 'tls-needed' } })
    expect(await json(2, 'hosts', 'add', 'ftp://far')).toMatchObject({ error: { code: 'address-unsupported' } })
    expect(await json(5, 'hosts')).toMatchObject({ hosts: [{ name: 'local' }] })
    expect((await berth('hosts', 'add', secure, '--no-test', '--name', 'later')).code).toBe(0)
    expect(await json(5, 'hosts', 'test', 'later')).toMatchObject({
      test: {
        hasEnded: true,
        steps: expect.arrayContaining([expect.objectContaining({ kind: 'reach-port' })]) as unknown,
      },
    })
    const edited = await berth('hosts', 'edit', 'later', '--tls-folder', certificates)
    expect([edited.code, edited.out]).toEqual([0, 'later was changed.\n'])
    expect((await berth('board', '--host', 'later')).code).toBe(0)
  })
})

describe('the list of hosts', () => {
  it('is renamed, moved and taken from, by name', async () => {
    await berth('hosts', 'add', engine.address, '--name', 'seoul', '--no-test')
    expect((await berth('hosts', 'rename', 'seoul', '서울')).out).toBe('seoul is now called 서울.\n')
    expect(await json(0, 'hosts', 'move', '서울', '--to', '1')).toMatchObject({ host: { name: '서울', place: 1 } })
    expect(settings()).toMatchObject({ hosts: [{ name: '서울' }, { name: 'local' }] })
    const refused = await berth('hosts', 'remove', 'local')
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('add --yes')])
    expect((await berth('hosts', 'remove', 'local', '--yes')).code).toBe(0)
    expect(await json(0, 'hosts')).toMatchObject({ hosts: [{ name: '서울' }] })
    expect(await json(2, 'hosts', 'rename', 'seoul', 'x')).toMatchObject({
      error: { code: 'host-unknown', details: { known: '서울' } },
    })
  })

  it('can be added to from what this machine knows, without what it has already', async () => {
    mkdirSync(join(directory.path, '.ssh'), { recursive: true, mode: 0o700 })
    writeFileSync(join(directory.path, '.ssh', 'config'), 'Host busan-1 *.example.com\n  HostName 10.0.0.7\n')
    await berth('hosts', 'add', engine.address, '--no-test')
    const found = await json(0, 'hosts', 'find')
    const busan = { kind: 'ssh-config', name: 'busan-1', address: 'ssh://busan-1' }
    expect(found['hosts']).toContainEqual(expect.objectContaining(busan))
    expect(found['hosts']).not.toContainEqual(expect.objectContaining({ address: nobody }))
    expect((await berth('hosts', 'find')).out).toMatch(/^busan-1 +ssh_config +ssh:\/\/busan-1 .*10\.0\.0\.7/m)
  })
})

describe('a host by hand', () => {
  it('goes by TLS where Docker’s environment says so, as with Docker’s own client', async () => {
    const docker = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates }
    expect((await endOf(start(['board', '--host', secure], docker))).code).toBe(0)
    expect((await endOf(start(['hosts', 'test', 'local'], { ...docker, DOCKER_HOST: secure }))).code).toBe(0)
    expect(await json(5, 'hosts', '--host', secure)).toMatchObject({ hosts: [{ error: { code: 'tls-needed' } }] })
  })

  it('that is not understood ends with 2, beside others that are', async () => {
    for (const address of ['ftp://far', 'tcp://a:b@far', 'context://nowhere']) {
      expect((await berth('board', '--host', engine.address, '--host', address)).code).toBe(2)
    }
  })
})
