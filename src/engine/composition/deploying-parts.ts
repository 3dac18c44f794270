import { join } from 'node:path'
import { createDeployer } from '../deploy/deployer'
import { createInterruptions } from '../deploy/interruption/interruptions'
import { createOwnLocks } from '../deploy/own-locks'
import { createSlotsFileSettings } from '../deploy/spec-body/slots-file-settings'
import { createStrayFinder } from '../deploy/switch-over/find-strays'
import type { EngineOptions } from '../engine-options'
import type { CredentialSource } from '../ports'
import { createStrayWatch } from '../watch/stray-watch'
import type { Parts } from './engine-parts'

/** What carries deployments out, and what looks after the proxies that they lead over. */
export function deployingParts(
  { clock, log, homeDirectory, runId }: EngineOptions,
  { hosts, keeper, ledger, readKickoff }: Pick<Parts, 'hosts' | 'keeper' | 'ledger' | 'readKickoff'>,
  credentials: CredentialSource,
): Pick<Parts, 'deployments' | 'planned' | 'interruptions' | 'strayWatch' | 'ownLocks'> {
  const hostAccess = hosts.access
  const findStrays = createStrayFinder(ledger)
  const shared = { hostAccess, ledger, findStrays, clock, log }
  const ownLocks = runId === undefined ? null : createOwnLocks(join(homeDirectory, 'own-locks.json'), runId, log)
  const deployerParts = {
    ...shared,
    credentials,
    slotsFileSettings: createSlotsFileSettings(ledger),
    readKickoff,
    ...(ownLocks && { ownLocks }),
  }
  const deployer = createDeployer(deployerParts)
  const watchedLocks = (hostId: string) => hostAccess.observation(hostId)?.locks ?? []
  return {
    ownLocks,
    deployments: deployer,
    planned: deployer.planned,
    interruptions: createInterruptions({ ...deployerParts, deployer, watchedLocks }),
    strayWatch: createStrayWatch({ ...shared, activities: deployer.activities, onChange: keeper.refresh }),
  }
}
