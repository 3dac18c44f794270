import { join } from 'node:path'
import type { HostSetting } from '../../domain/settings'
import type { EngineOptions } from '../engine-options'
import type { EventHub } from '../event-hub'
import { createHostClient, openTestClient, resolveContext } from '../hosts/host-clients'
import { createHostKeyDesk } from '../hosts/host-key-desk'
import { createTestHost } from '../hosts/test-host'
import type { DockerClient } from '../ports'
import { chosenContext } from '../transport/docker-contexts'
import { listSshNames } from '../transport/ssh/config/list-ssh-names'
import type { Parts } from './engine-parts'

/** What leads to the hosts, and what is asked on the way. */
export function reachingParts(
  options: EngineOptions,
  hub: EventHub,
): Pick<Parts, 'hostKeys' | 'testHost' | 'sshNames' | 'hostSources'> & {
  readonly createClient: (setting: HostSetting) => DockerClient
} {
  const { clock, environment, dockerConfigDirectory, personDirectory } = options
  const hostKeys = createHostKeyDesk((questions) =>
    hub.tell({ event: 'host-keys-asked', payload: { questions: [...questions] } }),
  )
  const parts = { ...options, hostKeys, ownKnownHostsFile: join(options.homeDirectory, 'known_hosts') }
  return {
    hostKeys,
    createClient: (setting) => createHostClient(parts, setting),
    testHost: createTestHost({
      clock,
      onChange: (testId, test) => hub.tell({ event: 'host-test-changed', payload: { testId, test } }),
      resolve: (setting) => resolveContext(parts, setting),
      openClient: (setting, steps) => openTestClient(parts, setting, steps),
    }),
    sshNames: () => listSshNames(personDirectory),
    hostSources: {
      environment,
      dockerConfigDirectory,
      chosenContext: chosenContext(dockerConfigDirectory),
      byHand: options.hosts,
      acceptsPlainText: options.acceptsPlainText === true,
    },
  }
}
