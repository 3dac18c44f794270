// A host by SSH, against the same engine's own socket: calls, log lines, the first board, and what a dead host costs.
import { freePorts } from '../e2e/harness/free-port'
import { type Shop, startShop } from '../e2e/harness/shop'
import { startSshd, type Sshd } from '../e2e/harness/sshd'
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
const leastOfLocal = 0.8
const mostForBoardMs = 1_500
const mostOfDeadPercent = 0.1

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
  const rates: { readonly local: Rates[]; readonly ssh: Rates[] } = { local: [], ssh: [] }
  for (let round = 0; round < rounds; round += 1) {
    // Who comes first changes: neither always meets what the other left warm.
    for (const side of round % 2 === 0 ? (['local', 'ssh'] as const) : (['ssh', 'local'] as const)) {
      rates[side].push(await measure(side === 'local' ? local : ssh, talker))
    }
  }
  local.close()
  ssh.close()
  if (sshd.logins() !== 1) throw new Error(`void: ${String(sshd.logins())} logins for one client`)
  const firstBoardMs = await firstBoard(visitor, socketPath)
  const deadPercent = await deadHost(visitor)
  const ratios = (Object.keys(rates.local[0] ?? {}) as (keyof Rates)[]).map((key) => {
    const [own, other] = [rates.ssh, rates.local].map((all) => median(all.map((one) => one[key])))
    return [
      key,
      { ssh: rounded(own ?? 0), local: rounded(other ?? 0), ratio: rounded((own ?? 0) / (other ?? 1), 2) },
    ] as const
  })
  const within =
    ratios.every(([, { ratio }]) => ratio >= leastOfLocal) &&
    firstBoardMs <= mostForBoardMs &&
    deadPercent <= mostOfDeadPercent
  const figures = { firstBoardMs: rounded(firstBoardMs), deadPercent: rounded(deadPercent, 3), within }
  console.log(JSON.stringify({ bench: 'ssh', rounds, ...Object.fromEntries(ratios), ...figures }))
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
      for (const byte of bytes) if (byte === 10) lines += 1
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

/** Processor time of this process over a minute with one dead host on its board, as a share of one core. */
async function deadHost(visitor: Visitor): Promise<number> {
  const [port = 0] = await freePorts(1)
  const engine = engineOf(visitor, [`ssh://127.0.0.1:${String(port)}`], true)
  await engine.settled(never)
  const before = process.cpuUsage()
  await systemClock.sleep(deadForMs, never)
  const { user, system } = process.cpuUsage(before)
  await engine.close()
  return ((user + system) / 1_000 / deadForMs) * 100
}

await main()
