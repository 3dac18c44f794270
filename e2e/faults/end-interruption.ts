import type { DeploymentResult } from '../../src/domain/deployment'
import { berthLabels, composeLabels } from '../../src/domain/label-names'
import { lastingName } from '../../src/domain/temporary-name'
import type { ListedContainer } from '../../src/engine/ports'
import type { DockerEngine } from '../harness/docker-engine'
import { SERVICES } from '../harness/shop-catalog'
import type { ShopDeployer } from '../harness/shop-deployer'
import { findLock } from '../../src/engine/deploy/slot-lock'
import { refusedPort } from '../../src/engine/deploy/start-container'
import { type FaultYard, runConfirmed, SLOT } from './fault-yard'
import type { Front } from './front'

/** How somebody else ends what a fault interrupted: by taking over in one of three ways, or by hand as the docs say. */
export type Ending = 'resume' | 'put-back' | 'unlock' | 'by-hand'

/** Every way there is. */
export const endings: readonly Ending[] = ['resume', 'put-back', 'unlock', 'by-hand']

/** What ended it: the way that was gone, or that nothing was left to end. */
export type Ended = {
  readonly way: Ending | 'nothing left'
  /** Docker had to be restarted first, as Berth said: it counted a port as taken that nobody had. */
  readonly dockerRestarted: boolean
}

const never = new AbortController().signal
/**
 * Ends it; afterwards every service of the slot is meant to serve. A way that is not open (going back once finishing has
 * begun, say) is left for the safest one. `mayBeDown`: what Berth has not touched may stand still, and is started.
 */
export async function endInterruption(yard: FaultYard, ending: Ending, mayBeDown: boolean): Promise<Ended> {
  try {
    return { way: await end(yard, ending, mayBeDown), dockerRestarted: false }
  } catch (error) {
    if (!(await isPortStuck(yard, error))) throw error
    await yard.engine.stop()
    await yard.engine.start()
    return { way: await end(yard, ending, mayBeDown), dockerRestarted: true }
  }
}

/** Docker's words or Berth's of a port that is taken, though no container has it. */
async function isPortStuck({ colleague: { client } }: FaultYard, error: unknown): Promise<boolean> {
  const words = error instanceof Error ? error.message : ''
  const port = refusedPort(words)?.port ?? Number(/Docker counts port (\d+) as taken/.exec(words)?.[1] ?? 0)
  if (port === 0) return false
  const containers = await client.listContainers(null, never)
  return containers.every(({ ports }) => ports.every((one) => one.port !== port))
}

async function end(yard: FaultYard, ending: Ending, mayBeDown: boolean): Promise<Ended['way']> {
  if (ending === 'by-hand') {
    await unlockByHand(yard)
    await goBackByHand(yard)
    await bringBackMissing(yard)
    await startAll(yard)
    return ending
  }
  const way = await takeOver(yard.colleague, ending)
  if (way === 'unlock') await bringBackMissing(yard)
  if (way === 'unlock' || way === 'nothing left' || mayBeDown) await startAll(yard)
  return way
}

async function takeOver(colleague: ShopDeployer, wanted: Exclude<Ending, 'by-hand'>): Promise<Ended['way']> {
  const address = { hostId: 'h1', slot: SLOT }
  await colleague.ledger.refresh('h1', never)
  const view = await colleague.interruptions.read(address, never)
  if (view === null) return 'nothing left'
  // A heart that was never watched counts as alive until the takeover itself has watched it.
  const isOpen = view.choices.some(
    ({ choice, refusal }) => choice === wanted && [null, 'owner-alive'].includes(refusal),
  )
  const choice = isOpen ? wanted : view.safest
  const { lockDeploymentId } = view
  const resolution = { ...address, lockDeploymentId, choice, reason: 'a fault test', by: '박서준' }
  const taken = async (): Promise<Ended['way']> => {
    const id = await colleague.interruptions.resolve(resolution, () => undefined, never)
    if (id !== null) expectEnded(choice, await colleague.result(id))
    return choice
  }
  return taken().catch(async (error: unknown) => {
    // With a dead owner's lock only the takeover can tell which ways are open.
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (!['finishing-begun', 'old-container-gone', 'intent-unknown'].includes(String(code)) || wanted === 'unlock')
      throw error
    return takeOver(colleague, wanted === 'put-back' ? 'resume' : 'unlock')
  })
}

function expectEnded(choice: Ending, result: DeploymentResult): void {
  const good =
    choice === 'resume' ? result.kind === 'succeeded' : result.kind === 'put-back' || result.kind === 'cancelled'
  if (!good) throw new Error(`${choice} ended as ${JSON.stringify(result)}`)
}

/** What was left without any container comes back with the release that the slot ran, as the docs say. */
async function bringBackMissing({ colleague }: FaultYard): Promise<void> {
  const own = await colleague.client.listContainers(`${composeLabels.project}=${SLOT}`, never)
  const missing = SERVICES.filter((service) => own.every(({ labels }) => labels[composeLabels.service] !== service))
  if (missing.length === 0) return
  const { current } = await colleague.ledger.refresh('h1', never)
  const releaseId = current.get(SLOT)?.releaseId ?? ''
  const back = await runConfirmed(colleague, { kind: 'rollback', releaseId, services: [...missing] })
  if (back.kind !== 'succeeded') throw new Error(`bringing ${missing.join(', ')} back: ${JSON.stringify(back)}`)
}

async function startAll({ colleague }: FaultYard): Promise<void> {
  const started = await runConfirmed(colleague, { kind: 'start', services: null })
  if (started.kind !== 'succeeded') throw new Error(`starting what stood still: ${JSON.stringify(started)}`)
}

/** `docker rm berth-lock-SLOT` */
async function unlockByHand({ colleague: { client } }: FaultYard): Promise<void> {
  const lock = await findLock(client, SLOT, never)
  if (lock !== null) await client.removeContainer(lock.id, { force: true }, never)
}

/**
 * docs/how-a-deployment-proceeds.md, "By hand": `docker stop NAME.berth-…`, then `docker start NAME`, where both are
 * there; behind a proxy as docs/blue-green.md has it.
 */
async function goBackByHand({ engine, front, colleague: { client } }: FaultYard): Promise<void> {
  const own = await client.listContainers(`${composeLabels.project}=${SLOT}`, never)
  for (const made of own.filter(({ name, labels }) => name.includes('.berth-') && berthLabels.deployment in labels)) {
    const old = own.find(({ name }) => name === lastingName(made.name))
    if (old === undefined) continue
    if (front !== null) await leadByHand(front, engine, old)
    await client.stopContainer(made.id, null, never)
    await client.startContainer(old.id, never)
  }
}

type Published = {
  readonly NetworkSettings: { readonly Ports: Readonly<Record<string, readonly { readonly HostPort: string }[]>> }
}

/** `docker start NAME`, `docker port NAME`, then the proxy is led to that port. */
async function leadByHand({ lead }: Front, engine: DockerEngine, { id, labels }: ListedContainer): Promise<void> {
  await engine.call({ method: 'POST', path: `/containers/${id}/start` })
  const { NetworkSettings } = await engine.read<Published>(`/containers/${id}/json`)
  await lead(labels[composeLabels.service] ?? '', NetworkSettings.Ports['8080/tcp']?.[0]?.HostPort ?? '')
}
