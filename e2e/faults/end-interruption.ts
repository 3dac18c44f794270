import { berthLabels, composeLabels } from '../../src/domain/label-names'
import { lastingName } from '../../src/domain/temporary-name'
import { findLock } from '../../src/engine/deploy/slot-lock'
import { type FaultYard, runConfirmed, SLOT } from './fault-yard'

/** How somebody else ends what a fault interrupted: by hand as the docs say, or by beginning the next operation. */
export type Ending = 'by-hand' | 'next-operation'

/** Every way there is. */
export const endings: readonly Ending[] = ['by-hand', 'next-operation']

const never = new AbortController().signal

/** Ends it; afterwards every service of the slot is meant to serve. */
export async function endInterruption(yard: FaultYard, ending: Ending): Promise<void> {
  await unlockByHand(yard)
  if (ending === 'by-hand') await goBackByHand(yard)
  const started = await runConfirmed(yard.colleague, { kind: 'start', services: null })
  if (started.kind !== 'succeeded') throw new Error(`starting what stood still: ${JSON.stringify(started)}`)
}

/** `docker rm berth-lock-SLOT` */
async function unlockByHand({ colleague: { client } }: FaultYard): Promise<void> {
  const lock = await findLock(client, SLOT, never)
  if (lock !== null) await client.removeContainer(lock.id, { force: true }, never)
}

/** docs/how-a-deployment-proceeds.md, "By hand": `docker stop NAME.berth-…`, then `docker start NAME`, where both are there. */
async function goBackByHand({ colleague: { client } }: FaultYard): Promise<void> {
  const own = await client.listContainers(`${composeLabels.project}=${SLOT}`, never)
  for (const made of own.filter(({ name, labels }) => name.includes('.berth-') && berthLabels.deployment in labels)) {
    const old = own.find(({ name }) => name === lastingName(made.name))
    if (old === undefined) continue
    await client.stopContainer(made.id, null, never)
    await client.startContainer(old.id, never)
  }
}
