import type { Settings } from '../../domain/settings'
import type { RequestHandlers } from '../request-router'
import type { SettingsStore } from '../settings/settings-store'
import type { WatchedHosts } from '../watch/watched-hosts'
import { findHosts, type SshNames } from './find-hosts'
import type { HostKeyDesk } from './host-key-desk'
import {
  type HostSources,
  withEditedHost,
  withHost,
  withHostName,
  withMovedHost,
  withoutHost,
  withRestoredHost,
  writtenHost,
} from './host-settings'
import type { TestHost } from './test-host'

/** What the requests about hosts are made of. */
export type HostHandlerParts = {
  readonly settings: SettingsStore
  readonly hostSources: HostSources
  readonly hosts: Pick<WatchedHosts, 'retry'>
  readonly hostKeys: HostKeyDesk
  readonly sshNames: SshNames
  readonly testHost: TestHost
}

type HostRequest =
  | 'add-host'
  | 'edit-host'
  | 'rename-host'
  | 'move-host'
  | 'remove-host'
  | 'restore-host'
  | 'test-host'
  | 'find-hosts'
  | 'retry-host'
  | 'answer-host-key'

/** The requests about hosts of the board; each change goes into the settings, and the board follows those. */
export function hostHandlers({
  settings,
  hostSources,
  hosts,
  hostKeys,
  sshNames,
  testHost,
}: HostHandlerParts): Pick<RequestHandlers, HostRequest> {
  const change = async (next: (before: Settings) => Settings | Promise<Settings>): Promise<Record<string, never>> => {
    await settings.update(next)
    return {}
  }
  return {
    'add-host': async (wanted) => {
      let added = ''
      await settings.update(async (before) => {
        const { settings: next, hostId } = await withHost(before, hostSources, wanted)
        added = hostId
        return next
      })
      return { hostId: added }
    },
    'edit-host': (wanted) => change((before) => withEditedHost(before, hostSources, wanted)),
    'rename-host': ({ hostId, name }) => change((before) => withHostName(before, hostSources, hostId, name)),
    'move-host': ({ hostId, to }) => change((before) => withMovedHost(before, hostSources, hostId, to)),
    'remove-host': ({ hostId }) => change((before) => withoutHost(before, hostSources, hostId)),
    'restore-host': ({ host, at }) => change((before) => withRestoredHost(before, hostSources, host, at)),
    'test-host': ({ testId, ...wanted }, signal) => testHost(testId, writtenHost(wanted, hostSources), signal),
    'find-hosts': async () => ({ hosts: [...(await findHosts(settings.state().settings, hostSources, sshNames))] }),
    'retry-host': ({ hostId }) => {
      hosts.retry(hostId)
      return {}
    },
    'answer-host-key': ({ questionId, answer }) => {
      hostKeys.answer(questionId, answer)
      return {}
    },
  }
}
