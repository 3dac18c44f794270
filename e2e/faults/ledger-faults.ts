import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DockerEngine } from '../harness/docker-engine'
import type { DeployerProcess } from '../harness/fault-process'
import { containerOf, deployment, describeOutcome, explainOutcome, type FaultCase } from './fault-case'

const family = 'ledger'

/** What happens to the ledger in the middle of a deployment, whose owner goes on, or is killed with it. */
export function ledgerCases(): readonly FaultCase[] {
  const steps = ['write into berth-ledger', `create ${containerOf('api')}.berth`, `remove ${containerOf('web')}`]
  return steps.flatMap((step) => [
    harmed('its containers are removed', step, removeStores),
    harmed('its newest record is cut short', step, (engine) => damageNewest(engine, cutShort)),
    harmed('its newest record is garbage', step, (engine) => damageNewest(engine, garbage)),
    harmed('its newest record is garbage, and the app is killed', step, (engine, process) => {
      damageNewest(engine, garbage)
      process.signal('SIGKILL')
    }),
  ])
}

type Harm = (engine: DockerEngine, process: DeployerProcess) => Promise<void> | void

function harmed(what: string, step: string, harm: Harm): FaultCase {
  const kills = what.endsWith('killed')
  return {
    family,
    name: `${what}, before: ${step}`,
    pulls: false,
    strike: (yard, versions) =>
      yard.deployUnder(deployment(versions), (process) => ({
        step,
        moment: 'before-sending',
        sequel: kills ? 'refuse' : 'go-on',
        strike: async () => harm(yard.engine, process),
      })),
    expects: (outcome) => {
      const said = describeOutcome(outcome)
      return said === (kills ? 'killed' : 'succeeded') ? '' : `it said ${explainOutcome(outcome)}`
    },
  }
}

async function removeStores(engine: DockerEngine): Promise<void> {
  for (const name of ['berth-ledger', 'berth-private']) {
    await engine.call({ method: 'DELETE', path: `/containers/${name}` })
  }
}

const cutShort = (content: Buffer): Buffer => content.subarray(0, content.length / 2)
const garbage = (content: Buffer): Buffer => Buffer.alloc(content.length, '\u0000{]')

/** The file that was written last, wherever in the volume it lies. */
function damageNewest(engine: DockerEngine, damage: (content: Buffer) => Buffer): void {
  const volumes = join(engine.directory, 'data', 'volumes')
  const files = readdirSync(volumes)
    .filter((name) => name.startsWith('berth-ledger'))
    .flatMap((name) => filesBelow(join(volumes, name, '_data')))
  const [newest] = files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  if (newest === undefined) throw new Error('there is no record to damage')
  writeFileSync(newest, damage(readFileSync(newest)))
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  )
}
