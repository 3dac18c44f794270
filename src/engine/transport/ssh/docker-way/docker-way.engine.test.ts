import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startDockerEngine } from '../../../../../e2e/harness/docker-engine'
import { type Sshd, type SshdOptions, startSshd } from '../../../../../e2e/harness/sshd'
import { type DockerStub, startDockerStub } from '../../../../../e2e/harness/sshd-docker-stub'
import { codeOf, createVisitor, get, getOver, hostBlock, type Visitor } from '../../../../../e2e/harness/sshd-visitor'
import { waitUntil } from '../../../../../e2e/harness/wait-until'
import type { SshRoute } from '../ssh-route'

let directory: string
let first: Sshd
let docker: DockerStub
const sshds: Sshd[] = []
const visitors: Visitor[] = []

beforeAll(async () => {
  first = await startSshd({ name: 'way' })
  directory = first.directory
  docker = await startDockerStub(join(directory, 'docker.sock'))
})

afterEach(() => {
  for (const visitor of visitors.splice(0)) visitor.closeAll()
  for (const sshd of sshds.splice(0)) sshd.remove()
})

afterAll(async () => {
  await docker.close()
  first.remove()
})

async function hostWith(config: SshdOptions['config']): Promise<Sshd> {
  const sshd = await startSshd({ name: 'way', config: config ?? [] })
  sshds.push(sshd)
  return sshd
}

function routeTo(sshd: Sshd, socketPath: string | null): SshRoute {
  const visitor = createVisitor(directory)
  visitors.push(visitor)
  visitor.write('config', hostBlock('dev', sshd))
  visitor.write('known_hosts', `${sshd.knownHost('ed25519')}\n`)
  return visitor.route('dev', socketPath === null ? {} : { socketPath })
}

function open(route: SshRoute): Promise<Duplex> {
  return route.open(AbortSignal.timeout(20_000))
}

/** Answers like Docker's own client does, over a program that is everywhere: Node. */
function dockerClient(sshd: Sshd, script: string): string {
  const folder = join(sshd.directory, 'bin')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'docker'), `#!${process.execPath}\n${script}`)
  chmodSync(join(folder, 'docker'), 0o755)
  return folder
}

const forbidden = 'AllowStreamLocalForwarding no'
/** Bytes from the input to the socket and back, until either ends. */
const dialling = `
  const [, path] = /^unix:\\/\\/(.*)$/.exec(process.argv[process.argv.indexOf('-H') + 1])
  const socket = require('node:net').connect(path)
  process.stdin.pipe(socket).pipe(process.stdout)
  socket.on('close', () => process.exit(0))
`

/** A host whose sessions find the programs of one folder, beside a shell's own. */
async function hostWithPath(maxSessions: number, script: string): Promise<Sshd> {
  const folder = dockerClient(first, script)
  return hostWith([forbidden, `MaxSessions ${String(maxSessions)}`, `SetEnv PATH=${folder}:/usr/bin:/bin`])
}

test('a path with a quote and a blank in it is reached', async () => {
  const odd = await startDockerStub(join(directory, "it's docker.sock"))
  expect(await get(routeTo(first, odd.socketPath), '/')).toBe('you asked for /')
  await odd.close()
})

test('a rootless engine is found where the host says', async () => {
  const runtime = join(directory, 'runtime')
  mkdirSync(runtime, { recursive: true })
  const rootless = await startDockerStub(join(runtime, 'docker.sock'))
  const sshd = await hostWith([`SetEnv XDG_RUNTIME_DIR=${runtime}`])
  const route = routeTo(sshd, null)
  // Where this machine has an engine of its own at the usual place, that one counts.
  const expected = existsSync('/var/run/docker.sock') ? '/var/run/docker.sock' : rootless.socketPath
  await open(route)
  expect(route.facts()?.socketPath).toBe(expected)
  await rootless.close()
})

test('a socket that is missing, and one that goes away later, are told apart from a host that is away', async () => {
  await expect(open(routeTo(first, join(directory, 'nothing.sock')))).rejects.toMatchObject({ code: 'socket-missing' })
  const passing = await startDockerStub(join(directory, 'passing.sock'))
  const route = routeTo(first, passing.socketPath)
  await get(route, '/')
  await passing.close()
  expect(await codeOf(open(route))).toBe('socket-missing')
  expect(route.facts()?.way).toBe('streamlocal')
})

test('where forwarding is forbidden the docker client of the host carries the streams', async () => {
  const sshd = await hostWithPath(10, dialling)
  const route = routeTo(sshd, docker.socketPath)
  expect(await get(route, '/')).toBe('you asked for /')
  expect(route.facts()?.way).toBe('dial-stdio')
  expect(route.streamLimit()).toBe(8)
  expect((await get(route, '/big')).length).toBe(1_048_576)
  // More than the host has sessions: the rest wait their turn.
  const answers = await Promise.all(Array.from({ length: 13 }, () => get(route, '/all')))
  expect(answers).toEqual(Array.from({ length: 13 }, () => 'you asked for /all'))
  expect(sshd.logins()).toBe(1)
})

test('a single session is enough, one stream after the other', async () => {
  const sshd = await hostWithPath(1, dialling)
  const route = routeTo(sshd, docker.socketPath)
  const held = await open(route)
  expect(route.streamLimit()).toBe(0)
  const waiting = open(route)
  expect(await Promise.race([waiting, Promise.resolve('waits')])).toBe('waits')
  held.destroy()
  expect(await getOver(await waiting, '/next')).toBe('you asked for /next')
})

test('a stream that is destroyed ends the docker client that carried it', async () => {
  const sshd = await hostWithPath(10, dialling)
  const route = routeTo(sshd, docker.socketPath)
  const streams = await Promise.all(Array.from({ length: 5 }, () => open(route)))
  const idle = await waitUntil('five clients', 5_000, () => sshd.processCount() > 5 && sshd.processCount())
  for (const stream of streams) stream.destroy()
  await waitUntil('the clients to end', 5_000, () => sshd.processCount() <= idle - 5)
})

test('a host without forwarding and without a docker client says so', async () => {
  const folder = join(directory, 'few-programs')
  mkdirSync(folder, { recursive: true })
  for (const name of ['sh', 'id', 'cat'])
    if (!existsSync(join(folder, name))) symlinkSync(`/usr/bin/${name}`, join(folder, name))
  const sshd = await hostWith([forbidden, `SetEnv PATH=${folder}`])
  expect(await codeOf(open(routeTo(sshd, docker.socketPath)))).toBe('docker-client-missing')
})

test('what the docker client says of an engine that is down is passed on', async () => {
  const sshd = await hostWithPath(
    10,
    'console.error("Cannot connect to the \\u001b[31mDocker daemon"); process.exit(1)',
  )
  await expect(open(routeTo(sshd, docker.socketPath))).rejects.toMatchObject({
    data: {
      code: 'host-unreachable',
      details: { reason: expect.stringMatching(/^Cannot connect to the .*Docker daemon$/) as string },
    },
  })
})

test('a login without any session still gets through by forwarding, and without both it is told', async () => {
  const forwarding = await hostWith(['MaxSessions 0'])
  expect(await get(routeTo(forwarding, docker.socketPath), '/')).toBe('you asked for /')
  const nothing = await hostWith(['MaxSessions 0', forbidden])
  expect(await codeOf(open(routeTo(nothing, docker.socketPath)))).toBe('docker-way-closed')
})

test('what a login prints by itself doesn’t confuse anybody', async () => {
  const sshd = await hostWith(['ForceCommand echo Welcome; printf "no line end"; eval "$SSH_ORIGINAL_COMMAND"'])
  const route = routeTo(sshd, null)
  expect(await codeOf(open(route))).not.toBe('docker-way-closed')
  expect(await get(routeTo(sshd, docker.socketPath), '/')).toBe('you asked for /')
})

test('a real engine answers both ways, through Docker’s own client too', async () => {
  const engine = await startDockerEngine({ name: 'ssh' })
  try {
    const plain = routeTo(first, engine.socketPath)
    const version = JSON.parse(await get(plain, '/version')) as { readonly Version: string }
    expect([version.Version, plain.facts()?.way]).toEqual([engine.engineVersion, 'streamlocal'])
    const sshd = await hostWith([forbidden, `SetEnv PATH=/usr/local/bin:/usr/bin:/bin`])
    const carried = routeTo(sshd, engine.socketPath)
    expect(await get(carried, '/_ping')).toBe('OK')
    expect([carried.facts()?.way, carried.streamLimit()]).toEqual(['dial-stdio', 8])
    const stream = await open(carried)
    const closed = new Promise((resolve) => stream.once('close', resolve))
    stream.on('error', () => undefined).resume()
    await engine.kill()
    await closed
    // The socket's file outlives a killed engine.
    expect(await codeOf(open(plain))).toMatch(/^(host-unreachable|socket-missing)$/)
  } finally {
    engine.remove()
  }
})
