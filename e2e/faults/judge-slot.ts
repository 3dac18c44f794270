import { composeLabels } from '../../src/domain/label-names'
import { SERVICES, type ServiceName } from '../harness/shop-catalog'
import { waitUntil } from '../harness/wait-until'
import { type FaultBuild, revisionOf } from './fault-builds'
import { deploymentOf, type FaultYard, lostVolumes, type Markers, runConfirmed, SLOT, slotVolumes } from './fault-yard'
import { frontName } from './front'
import { type Ended, type Ending, endInterruption } from './end-interruption'

/** What a slot was before a fault, and the two versions that may serve after it. */
export type BeforeFault = {
  readonly from: FaultBuild
  readonly to: FaultBuild
  readonly markers: Markers
  /** The fault may have stopped services that the deployment had not touched (a daemon that was killed). */
  readonly mayBeDown: boolean
  /** The fault may have taken both containers of a service away, with the volumes that no other container has. */
  readonly mayBeGone: boolean
}

/** What the judge found: which version served each service once the interruption was ended. */
export type Verdict = Ended & {
  readonly serving: Readonly<Record<ServiceName, 'old' | 'new'>>
  readonly nowRuns: FaultBuild
  /** Volumes whose data are gone. */
  readonly lost: readonly string[]
}

/**
 * The same judgement for every fault. Of each service the old or the new container is there and can be started (unless
 * the fault takes both away); volumes are whole; somebody else ends the interruption; then the old or the new version of each service answers; the next
 * deployment works; nothing is left over. Throws an error that says what does not hold.
 */
export async function judgeSlot(yard: FaultYard, before: BeforeFault, ending: Ending): Promise<Verdict> {
  await yard.engine.start()
  if (!before.mayBeGone) await expectStartable(yard)
  const lost = await lostVolumes(yard.engine, before.markers)
  if (lost.length > 0 && !before.mayBeGone) throw new Error(describeLost(lost))
  // What else holds is judged all the same.
  const markers = new Map([...before.markers].filter(([name]) => !lost.includes(name)))
  // A proxy leads to one of the two all the time, whether anybody ends the interruption or not.
  if (yard.front !== null && !before.mayBeDown) await expectServing(yard, before)
  const ended = await endInterruption(yard, ending, before.mayBeDown)
  const serving = await expectServing(yard, before)
  await expectVolumes(yard, markers)
  const allNew = Object.values(serving).every((version) => version === 'new')
  const next = allNew ? before.from : before.to
  const deployed = await runConfirmed(yard.colleague, deploymentOf(next))
  if (deployed.kind !== 'succeeded') throw new Error(`the next deployment: ${JSON.stringify(deployed)}`)
  await expectServing(yard, { from: next, to: next })
  await expectVolumes(yard, markers)
  await expectNothingLeft(yard, before.markers)
  return { ...ended, serving, nowRuns: next, lost }
}

type Inspected = {
  readonly Name: string
  readonly Image: string
  readonly State: { readonly Status: string }
  readonly HostConfig: { readonly RestartPolicy: { readonly Name: string } }
  readonly Config: { readonly Labels: Readonly<Record<string, string>> }
  readonly Mounts: readonly { readonly Type: string; readonly Name?: string }[]
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, unknown>> }
}

async function inspectSlot({ engine, colleague }: FaultYard): Promise<readonly Inspected[]> {
  const listed = await colleague.client.listContainers(`${composeLabels.project}=${SLOT}`, new AbortController().signal)
  return Promise.all(listed.map(({ id }) => engine.read<Inspected>(`/containers/${id}/json`)))
}

async function expectStartable(yard: FaultYard): Promise<void> {
  const containers = await inspectSlot(yard)
  for (const service of SERVICES) {
    const own = containers.filter(({ Config }) => Config.Labels[composeLabels.service] === service)
    const lacks = await Promise.all(own.map((container) => whatLacks(yard, container)))
    if (lacks.includes('')) continue
    throw new Error(
      `no container of ${service} can be started (${own.length === 0 ? 'none is there' : lacks.join(', ')})`,
    )
  }
}

/** What a container would need to start and does not have; empty where it has all. */
async function whatLacks({ engine }: FaultYard, container: Inspected): Promise<string> {
  if (!['running', 'created', 'exited'].includes(container.State.Status)) return `is ${container.State.Status}`
  const needs = [
    `/images/${container.Image}/json`,
    ...container.Mounts.flatMap(({ Type, Name }) => (Type === 'volume' ? [`/volumes/${Name ?? ''}`] : [])),
    ...Object.keys(container.NetworkSettings.Networks).map((network) => `/networks/${network}`),
  ]
  for (const need of needs) {
    const isThere = await engine.read(need).then(
      () => true,
      () => false,
    )
    if (!isThere) return `${container.Name} lacks ${need}`
  }
  return ''
}

async function expectVolumes({ engine }: FaultYard, markers: Markers): Promise<void> {
  const lost = await lostVolumes(engine, markers)
  if (lost.length > 0) throw new Error(describeLost(lost))
}

/** The fault of data that are gone, in words. */
export function describeLost(lost: readonly string[]): string {
  return `lost the data of ${lost.join(', ')}`
}

/** Asks each service as users do: over its published port, or through the proxy, which must lead to one that serves. */
async function expectServing(
  { addressOf }: FaultYard,
  { from, to }: Pick<BeforeFault, 'from' | 'to'>,
): Promise<Record<ServiceName, 'old' | 'new'>> {
  const ask = async (service: ServiceName): Promise<'old' | 'new'> => {
    return waitUntil(`${service} to answer`, 20_000, async () => {
      const response = await fetch(addressOf(service), { signal: AbortSignal.timeout(2_000) })
      const answer = await response.text()
      if (answer.includes(revisionOf(to))) return 'new'
      if (answer.includes(revisionOf(from))) return 'old'
      throw new Error(`it answers ${answer}`)
    })
  }
  const [api, admin, web] = await Promise.all([ask('api'), ask('admin'), ask('web')])
  return { api, admin, web }
}

/** What Berth keeps on a host for good, and the proxy. */
const kept = ['berth-ledger', 'berth-private', frontName]

/** What the last deployment still tidies (the ledger's own lock, say) is given the time to go. */
async function expectNothingLeft(yard: FaultYard, markers: Markers): Promise<void> {
  await waitUntil('nothing to be left over', 20_000, async () => {
    await lookForLeftovers(yard, markers)
    return true
  })
}

async function lookForLeftovers(yard: FaultYard, markers: Markers): Promise<void> {
  const containers = await inspectSlot(yard)
  const found = containers.map(
    ({ Name, State, HostConfig }) => `${Name} ${State.Status} ${HostConfig.RestartPolicy.Name}`,
  )
  const wanted = [...SERVICES].sort().map((service) => `/${SLOT}_${service}_1 running unless-stopped`)
  if (found.sort().join() !== wanted.join()) throw new Error(`the slot is not as it should be: ${found.join(', ')}`)
  const all = await yard.colleague.client.listContainers(null, new AbortController().signal)
  const strange = all.filter(({ name }) => !name.startsWith(`${SLOT}_`) && !kept.includes(name))
  if (strange.length > 0) throw new Error(`left over: ${strange.map(({ name }) => name).join(', ')}`)
  const volumes = (await slotVolumes(yard.engine)).filter(({ Name }) => !markers.has(Name))
  if (volumes.length > 0) throw new Error(`volumes left over: ${volumes.map(({ Name }) => Name).join(', ')}`)
}
