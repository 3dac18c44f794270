import { addHost } from './add-host-command'
import { editHost, moveHost, removeHost, renameHost } from './change-host-command'
import type { HostListRequest } from './cli-request'
import type { ExitCode } from './exit-codes'
import { findHosts } from './find-hosts-command'
import type { HostListParts } from './host-list-parts'
import { testHost } from './test-host-command'

/** Carries out a command about the list of hosts. */
export function runHostList(request: HostListRequest, parts: HostListParts, signal: AbortSignal): Promise<ExitCode> {
  switch (request.kind) {
    case 'hosts-find':
      return findHosts(request, parts, signal)
    case 'hosts-add':
      return addHost(request, parts, signal)
    case 'hosts-test':
      return testHost(request, parts, signal)
    case 'hosts-edit':
      return editHost(request, parts, signal)
    case 'hosts-rename':
      return renameHost(request, parts, signal)
    case 'hosts-move':
      return moveHost(request, parts, signal)
    case 'hosts-remove':
      return removeHost(request, parts, signal)
  }
}
