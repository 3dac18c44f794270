import type { FoundHost } from '../contract/host-requests'
import type { HostFact, HostTestStep } from '../contract/host-test'

type LoginMethod = Extract<HostFact, { kind: 'login' }>['method']

/** Words of the list of hosts. All names come in harmless for display. */
export type HostTexts = {
  readonly head: readonly [
    host: string,
    state: string,
    latency: string,
    docker: string,
    api: string,
    slots: string,
    address: string,
    remarks: string,
  ]
  readonly states: Readonly<Record<'connected' | 'connecting' | 'unreachable', string>>
  readonly readOnly: string
  readonly plainText: string
  readonly findHead: readonly [name: string, from: string, address: string, leadsTo: string]
  readonly foundKinds: Readonly<Record<FoundHost['kind'], string>>
  readonly nothingFound: string
  readonly testing: (address: string) => string
  readonly steps: Readonly<Record<HostTestStep['kind'], string>>
  /** A step that is about a jump host. */
  readonly via: (jumpHost: string, step: string) => string
  readonly facts: {
    readonly certificate: (issuer: string, until: string) => string
    readonly login: (user: string, method: string) => string
    readonly methods: Readonly<Record<LoginMethod, string>>
    readonly docker: (version: string, api: string) => string
    readonly ways: Readonly<Record<'streamlocal' | 'dial-stdio', string>>
    readonly slots: (count: number, names: string) => string
    readonly rights: Readonly<Record<'full' | 'read-only', string>>
  }
  readonly works: (target: string, latency: string) => string
  readonly added: (name: string, address: string) => string
  readonly edited: (name: string) => string
  readonly renamed: (name: string, before: string) => string
  readonly moved: (name: string, place: number, count: number) => string
  readonly removed: (name: string) => string
  readonly removeQuestion: (name: string) => string
}
