import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessOutcome } from '../harness/fault-process'
import { containerOf, deployment, describeOutcome, type FaultCase } from './fault-case'
import { deploymentOf, type FaultYard } from './fault-yard'

/** Megabytes of the small disk: room for the shop, not for much more. */
export const smallDiskMegabytes = 640

const family = 'disk full'

/** A host whose disk is full, before or in the middle of a deployment. For a yard with a small disk. */
export function diskCases(): readonly FaultCase[] {
  const api = containerOf('api')
  return [
    fullPull(),
    ...[
      `create ${api}.berth`,
      `set restart policy of ${api}`,
      `start ${api}.berth`,
      `create ${containerOf('web')}.berth`,
    ].map(fullAt),
  ]
}

function fullPull(): FaultCase {
  return {
    family,
    name: 'an image that does not fit',
    pulls: false,
    strike: async (yard) => {
      await yard.publish('slow', { ballastBytes: 160 * 1024 * 1024 })
      return yard.deployUnder(deploymentOf('slow'), null)
    },
    expects: (outcome, { serving }) => {
      const said = describeOutcome(outcome)
      if (!said.startsWith('refused')) return `it said ${said}`
      return Object.values(serving).every((version) => version === 'old') ? '' : 'not all of it is old'
    },
  }
}

/** Full from that step on, until the deployment has ended; somebody then makes room. */
function fullAt(step: string): FaultCase {
  return {
    family,
    name: `full at ${step}`,
    pulls: false,
    strike: async (yard, versions): Promise<ProcessOutcome> => {
      let makeRoom = (): void => undefined
      try {
        return await yard.deployUnder(deployment(versions), () => ({
          step,
          moment: 'before-sending',
          sequel: 'go-on',
          strike: async () => {
            makeRoom = fillDisk(yard)
          },
        }))
      } finally {
        makeRoom()
      }
    },
    expects: (outcome) => (outcome.kind === 'ended' ? '' : `it said ${describeOutcome(outcome)}`),
  }
}

/** Fills the engine's disk to the last block; answers with what empties it. */
function fillDisk({ engine }: FaultYard): () => void {
  const path = join(engine.directory, 'data', 'ballast')
  const file = openSync(path, 'w')
  const block = Buffer.alloc(1024 * 1024)
  for (let size = block.length; size >= 512;) {
    try {
      writeSync(file, block, 0, size)
    } catch {
      size = size / 2
    }
  }
  closeSync(file)
  return () => rmSync(path, { force: true })
}
