import { deployment, describeOutcome, type FaultCase, type Versions } from './fault-case'
import type { FaultBuild } from './fault-builds'
import { deploymentOf, type FaultYard } from './fault-yard'

const MEBIBYTE = 1024 * 1024

/** Builds that don't come up, and a registry that goes away: the old version serves as if nothing had been. */
export function releaseCases(): readonly FaultCase[] {
  return [
    badBuild('the third service fails its gate', 'webFails', ['put-back (gate-failed)']),
    badBuild('health never passes', 'neverHealthy', ['put-back (gate-failed)']),
    badBuild('health passes, then fails', 'turns', ['put-back (gate-failed)', 'put-back (slot-changed-meanwhile)']),
    badBuild('the container exits', 'exits', ['put-back (gate-exited)', 'put-back (gate-restarting)']),
    registryGone(),
    clockOff('an hour ahead', 3_600_000),
    clockOff('an hour behind', -3_600_000),
  ]
}

function expectSaid(expected: readonly string[], served: 'old' | 'new'): FaultCase['expects'] {
  return (outcome, { serving }) => {
    const said = describeOutcome(outcome)
    if (!expected.includes(said)) return `it said ${said} instead of ${expected.join(' or ')}`
    return Object.values(serving).every((version) => version === served) ? '' : `not all of it is ${served}`
  }
}

function badBuild(name: string, build: FaultBuild, expected: readonly string[]): FaultCase {
  return {
    family: 'release',
    name,
    pulls: false,
    strike: async (yard) => {
      await yard.publish(build)
      return yard.deployUnder(deploymentOf(build), null)
    },
    expects: expectSaid(expected, 'old'),
  }
}

/** Ended when it has sent some of the images' layers, each of which is of many megabytes. */
function registryGone(): FaultCase {
  return {
    family: 'release',
    name: 'the registry goes away in the middle of a pull',
    pulls: false,
    strike: async (yard: FaultYard) => {
      const { registry } = yard.shop
      await yard.publish('slow', { ballastBytes: 64 * MEBIBYTE })
      const outcome = await yard.deployUnder(deploymentOf('slow'), () => ({
        step: 'pull shop/api',
        moment: 'after-sending',
        sequel: 'go-on',
        strike: () => registry.killAfterBytes(4 * MEBIBYTE),
      }))
      await registry.start()
      return outcome
    },
    expects: (outcome, { serving }) => {
      const said = describeOutcome(outcome)
      if (!said.startsWith('refused')) return `it said ${said}`
      return Object.values(serving).every((version) => version === 'old') ? '' : 'not all of it is old'
    },
  }
}

/** The deployer's wall clock is off; its colleague's and the host's are right. */
function clockOff(how: string, clockOffsetMs: number): FaultCase {
  return {
    family: 'clock',
    name: `the deployer’s clock is ${how}`,
    pulls: false,
    strike: async (yard, versions: Versions) => yard.deployUnder(deployment(versions), null, { clockOffsetMs }),
    expects: expectSaid(['succeeded'], 'new'),
  }
}
