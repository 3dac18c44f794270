import type { FoundHost } from '../../../src/contract/host-requests'
import { readHostAddress } from '../../../src/domain/host-address'
import type { HostSetting } from '../../../src/domain/settings'

/** The ways to a host that a person chooses from. */
export const hostKinds = ['ssh', 'tls', 'local'] as const

/** See `hostKinds`. */
export type HostKind = (typeof hostKinds)[number]

/** The form as it is typed, of every kind at once: what one typed for SSH is still there after a look at TLS. */
export type HostDraft = {
  readonly kind: HostKind
  readonly name: string
  /** Of the machine, for SSH and TLS: a name, an address, or for SSH a name of ssh_config. */
  readonly machine: string
  readonly sshPort: string
  readonly user: string
  readonly keyFile: string
  readonly jumpHost: string
  /** Docker's socket on the machine; empty: the usual one. */
  readonly remoteSocket: string
  readonly tcpPort: string
  readonly ca: string
  readonly certificate: string
  readonly key: string
  /** TCP in the clear instead of TLS. */
  readonly isPlain: boolean
  readonly acceptsPlainText: boolean
  /** A path, a named pipe, or a context of Docker's as `context://name`. */
  readonly socket: string
}

/** A form without anything typed. */
export function emptyDraft(kind: HostKind, platform: 'darwin' | 'win32' | 'linux'): HostDraft {
  return {
    kind,
    name: '',
    machine: '',
    sshPort: '',
    user: '',
    keyFile: '',
    jumpHost: '',
    remoteSocket: '',
    tcpPort: '',
    ca: '',
    certificate: '',
    key: '',
    isPlain: false,
    acceptsPlainText: false,
    socket: platform === 'win32' ? 'npipe:////./pipe/docker_engine' : '/var/run/docker.sock',
  }
}

/** The form with what the settings say of a host. */
export function draftOfHost(
  { name, address, tls, acceptsPlainText, keyFile, jumpHost }: Omit<HostSetting, 'id'>,
  empty: HostDraft,
): HostDraft {
  const access = {
    name,
    ca: tls?.ca ?? '',
    certificate: tls?.certificate ?? '',
    key: tls?.key ?? '',
    acceptsPlainText: acceptsPlainText ?? false,
    keyFile: keyFile ?? '',
    jumpHost: jumpHost ?? '',
  }
  return { ...draftOfAddress(address, empty), ...access, isPlain: address.startsWith('tcp://') && tls === undefined }
}

/** The form filled with a host that was found; what was typed as its name stays. */
export function draftOfFound({ name, address }: FoundHost, draft: HostDraft, empty: HostDraft): HostDraft {
  return { ...draftOfAddress(address, empty), name: draft.name === '' ? name : draft.name }
}

function draftOfAddress(written: string, empty: HostDraft): HostDraft {
  const address = readHostAddress(written)
  // One that can't be read is shown where it can be mended.
  if (typeof address === 'string') return { ...empty, kind: 'local', socket: written }
  switch (address.kind) {
    case 'ssh':
      return {
        ...empty,
        kind: 'ssh',
        machine: address.host,
        sshPort: address.port === null ? '' : String(address.port),
        user: address.user ?? '',
        remoteSocket: address.socketPath ?? '',
      }
    case 'tcp':
      return {
        ...empty,
        kind: 'tls',
        machine: address.host,
        tcpPort: address.port === null ? '' : String(address.port),
      }
    case 'unix':
      return { ...empty, kind: 'local', socket: address.path }
    case 'npipe':
    case 'context':
      return { ...empty, kind: 'local', socket: address.text }
  }
}
