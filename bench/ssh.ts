// A host by SSH, against the same engine's own socket and against OpenSSH's own forwarding of it (`ssh -L`): calls, log
// lines, the first board, and what a dead host costs.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePorts } from '../e2e/harness/free-port'
import { type Shop, startShop } from '../e2e/harness/shop'
import { startSshd, type Sshd } from '../e2e/harness/sshd'
import { waitUntil } from '../e2e/harness/wait-until'
import { createVisitor, hostBlock, type Visitor } from '../e2e/harness/sshd-visitor'
import { engineOf } from '../e2e/hosts/far-person'
import { createDockerClient } from '../src/engine/docker/create-docker-client'
import type { DockerClient } from '../src/engine/ports'
import { systemClock } from '../src/engine/system-clock'
import { socketRoute } from '../src/testing/socket-route'
import { median, rounded } from './statistics'

const rounds = Number(process.argv[2] ?? 5)
const deadForMs = Number(process.argv[3] ?? 60_000)
const never = new AbortController().signal
const callsInARow = 300
const callsAtOnce = 1_000
const logLines = 100_000
const lineFeed = 10
/**
 * Of what is asked at once, as a board asks, and of log lines. One call after the other is printed for honesty: there each
 * call waits for two more processes to be woken, and OpenSSH's own forwarding for as many again.
 */
const leastOfLocal = 0.8
const mostForBoardMs = 1_500
const mostOfDeadPercent = 0.1

const sides = ['local', 'ssh', 'openssh'] as const
type Side = (typeof sides)[number]
type Rates = { readonly inARow: number; readonly atOnce: number; readonly linesPerSecond: number }

async function main(): Promise<void> {
  const slots = { dev1: 'dashboard', dev2: 'dashboard', dev3: 'dashboard', dev4: 'dashboard' } as const
  const shop = await startShop({ name: 'bench-ssh', slots, onHost: ['dashboard'], inRegistry: [] })
  const sshd = await startSshd({ name: 'bench-ssh' })
  const visitor = createVisitor(sshd.directory, {})
  try {
    visitor.write('config', hostBlock('bench', sshd))
    visitor.write('known_hosts', `${sshd.knownHost('ed25519')}\n`)
    await report(shop, sshd, visitor)
  } finally {
    visitor.closeAll()
    sshd.remove()
    shop.remove()
  }
}

async function report(shop: Shop, sshd: Sshd, visitor: Visitor): Promise<void> {
  const { socketPath } = shop.engine
  const talker = await startTalker(shop)
  const local = createDockerClient(socketRoute(shop.engine.address), { clock: systemClock })
  const ssh = createDockerClient(visitor.route('bench', { socketPath }), { clock: systemClock })
  const forward = await forwardByOpenSsh(visitor, socketPath)
  const openssh = createDockerClient(socketRoute(`unix://${forward.path}`), { clock: systemClock })
  const clients = { local, ssh, openssh }
  const rates: Record<Side, Rates[]> = { local: [], ssh: [], openssh: [] }
  for (let round = 0; round < rounds; round += 1) {
    // Who comes first changes: none always meets what another left warm.
    for (let turn = 0; turn < sides.length; turn += 1) {
      const side = sides[(round + turn) % sides.length] ?? 'ssh'
      rates[side].push(await measure(clients[side], talker))
    }
  }
  for (const client of Object.values(clients)) client.close()
  forward.process.kill()
  if (sshd.logins() !== 2) throw new Error(`void: ${String(sshd.logins())} logins for two clients`)
  const firstBoardMs = await firstBoard(visitor, socketPath)
  const { deadPercent, idlePercent } = await deadHost()
  const ratios = (Object.keys(rates.local[0] ?? {}) as (keyof Rates)[]).map((key) => {
    const of = (side: Side): number => median(rates[side].map((one) => one[key]))
    const ratio = rounded(of('ssh') / of('local'), 2)
    const figures = { ssh: rounded(of('ssh')), local: rounded(of('local')), openssh: rounded(of('openssh')) }
    return [key, { ...figures, ratio, toOpenssh: rounded(of('ssh') / of('openssh'), 2) }] as const
  })
  const within =
    ratios.every(([key, { ratio }]) => key === 'inARow' || ratio >= leastOfLocal) &&
    firstBoardMs <= mostForBoardMs &&
    deadPercent <= mostOfDeadPercent
  const idle = { deadPercent: rounded(deadPercent, 3), idlePercent: rounded(idlePercent, 3) }
  console.log(
    JSON.stringify({
      bench: 'ssh',
      rounds,
      ...Object.fromEntries(ratios),
      ...idle,
      firstBoardMs: rounded(firstBoardMs),
      within,
    }),
  )
}

/** What people have instead: the socket forwarded by the system's own ssh, on one connection as well. */
async function forwardByOpenSsh(
  visitor: Visitor,
  socketPath: string,
): Promise<{ readonly process: ChildProcess; readonly path: string }> {
  const path = join(visitor.home, 'forwarded.sock')
  const files = [
    '-F',
    join(visitor.home, '.ssh/config'),
    '-o',
    `UserKnownHostsFile=${join(visitor.home, '.ssh/known_hosts')}`,
  ]
  const process = spawn('ssh', [...files, '-N', '-o', 'BatchMode=yes', '-L', `${path}:${socketPath}`, 'bench'], {
    stdio: 'inherit',
  })
  await waitUntil('a socket that ssh forwards', 10_000, () => existsSync(path))
  return { process, path }
}

async function measure(client: DockerClient, talker: string): Promise<Rates> {
  const inARow = await perSecond(callsInARow, async () => {
    for (let call = 0; call < callsInARow; call += 1) await client.observeContainer(talker, never)
  })
  const atOnce = await perSecond(callsAtOnce, async () => {
    await Promise.all(Array.from({ length: callsAtOnce }, () => client.observeContainer(talker, never)))
  })
  let lines = 0
  const linesPerSecond = await perSecond(logLines, async () => {
    for await (const { bytes } of client.logs(talker, { follow: false, tail: null, since: null }, never)) {
      for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lines += 1
    }
  })
  if (lines !== logLines) throw new Error(`void: ${String(lines)} log lines of ${String(logLines)}`)
  return { inARow, atOnce, linesPerSecond }
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return (count / (performance.now() - startedMs)) * 1_000
}

/** A container that has written so many lines and stands still. */
async function startTalker(shop: Shop): Promise<string> {
  const { engine } = shop
  const script = `i=0; while [ $i -lt ${String(logLines)} ]; do i=$((i+1)); echo "line $i of what a service writes in a day"; done`
  const body = {
    Image: shop.reference('api', 'dashboard'),
    Entrypoint: ['sh', '-c', script],
    HostConfig: { NetworkMode: 'none' },
  }
  const { Id } = JSON.parse(await engine.call({ method: 'POST', path: '/containers/create', body })) as {
    readonly Id: string
  }
  await engine.call({ method: 'POST', path: `/containers/${Id}/start` })
  await engine.call({ method: 'POST', path: `/containers/${Id}/wait`, timeoutMs: 120_000 })
  return Id
}

/** From nothing to four slots of three services; median of the rounds. */
async function firstBoard(visitor: Visitor, socketPath: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now()
    const engine = engineOf(visitor, [`ssh://bench${socketPath}`], true)
    let slots = 0
    engine.subscribe((event) => {
      if (event.event !== 'board-changed') return
      for (const patch of event.payload.patches) if (patch.kind === 'slot') slots += 1
    })
    await engine.settled(never)
    times.push(performance.now() - startedMs)
    await engine.close()
    if (slots < 4) throw new Error(`void: ${String(slots)} slots on the board`)
  }
  return median(times)
}

/**
 * Processor time over a minute with one dead host on the board, as a share of one core; less what a process with the
 * same code loaded and no host takes in the same minute: runtime and runner are not the dead host's.
 */
async function deadHost(): Promise<{ readonly deadPercent: number; readonly idlePercent: number }> {
  const [port = 0] = await freePorts(1)
  const [withHost, without] = await Promise.all([percentTaken(`ssh://127.0.0.1:${String(port)}`), percentTaken()])
  return { deadPercent: withHost - without, idlePercent: without }
}

async function percentTaken(...hosts: readonly string[]): Promise<number> {
  const run = promisify(execFile)
  const words = ['scripts/setup/run-typescript.mjs', 'bench/idle-engine.ts', String(deadForMs), ...hosts]
  const { stdout } = await run(process.execPath, words, { timeout: deadForMs + 60_000 })
  return Number(stdout)
}

await main()
