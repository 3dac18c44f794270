import { type AddressFault, type HostAddress, isLoopback, readHostAddress } from '../../../src/domain/host-address'
import type { HostAccessSetting, TlsFiles } from '../../../src/domain/settings'
import type { HostDraft } from './host-draft'

/** A host as the requests take it. */
export type WantedHost = HostAccessSetting & { readonly address: string; readonly name: string }

/** A field of the form that something can be wrong with. */
export type DraftField =
  'machine' | 'sshPort' | 'tcpPort' | 'user' | 'certificate' | 'key' | 'plain' | 'socket' | 'remoteSocket'

/** What is wrong with a field. `pair`: a certificate without its key, or the other way round; `accept`: nobody has said that they know. */
export type DraftFault = AddressFault | 'missing' | 'pair' | 'accept' | 'not-local' | 'other-kind'

/** What a form asks for, or which fields keep it from saying so. */
export type DraftReading =
  | { readonly kind: 'ready'; readonly wanted: WantedHost }
  | { readonly kind: 'faulty'; readonly faults: Readonly<Partial<Record<DraftField, DraftFault>>> }

/** Reads the form. Only the fields of the kind that is chosen count. */
export function readDraft(draft: HostDraft): DraftReading {
  switch (draft.kind) {
    case 'ssh':
      return readSsh(draft)
    case 'tls':
      return readTcp(draft)
    case 'local':
      return readLocal(draft)
  }
}

const faulty = (field: DraftField, fault: DraftFault): DraftReading => ({ kind: 'faulty', faults: { [field]: fault } })
const ready = (draft: HostDraft, address: HostAddress, access: HostAccessSetting = {}): DraftReading => ({
  kind: 'ready',
  wanted: { ...access, address: address.text, name: draft.name.trim() },
})

/** `user@machine`, or a whole address, may stand in the machine's field; the fields of their own come first. */
function readSsh(draft: HostDraft): DraftReading {
  const typed = draft.machine.trim()
  if (typed === '') return faulty('machine', 'missing')
  if (typed.includes('://') && !typed.startsWith('ssh://')) return faulty('machine', 'other-kind')
  const written = readHostAddress(typed.startsWith('ssh://') ? typed : `ssh://${bracketed(typed)}`)
  if (typeof written === 'string' || written.kind !== 'ssh') {
    return faulty('machine', typeof written === 'string' ? written : 'other-kind')
  }
  const port = draft.sshPort.trim() === '' ? written.port : portOf(draft.sshPort)
  if (port === 'port') return faulty('sshPort', 'port')
  const user = draft.user.trim() === '' ? written.user : draft.user.trim()
  if (user?.includes(':') === true) return faulty('user', 'password')
  const socket = draft.remoteSocket.trim() === '' ? (written.socketPath ?? '') : draft.remoteSocket.trim()
  if (socket !== '' && !socket.startsWith('/')) return faulty('remoteSocket', 'not-local')
  const place = `${user === null ? '' : `${user}@`}${bracketed(written.host)}${port === null ? '' : `:${String(port)}`}`
  const address = readHostAddress(`ssh://${place}${socket}`)
  if (typeof address === 'string') return faulty(address === 'too-long' ? 'remoteSocket' : 'user', address)
  const [keyFile, jumpHost] = [draft.keyFile.trim(), draft.jumpHost.trim()]
  return ready(draft, address, { ...(keyFile !== '' && { keyFile }), ...(jumpHost !== '' && { jumpHost }) })
}

function readTcp(draft: HostDraft): DraftReading {
  const typed = draft.machine.trim().replace(/^(tcp|https?):\/\//, '')
  if (typed === '') return faulty('machine', 'missing')
  if (typed.includes('://')) return faulty('machine', 'other-kind')
  const port = draft.tcpPort.trim() === '' ? null : portOf(draft.tcpPort)
  if (port === 'port') return faulty('tcpPort', 'port')
  const written = readHostAddress(`tcp://${bracketed(typed)}`)
  if (typeof written === 'string' || written.kind !== 'tcp') {
    return faulty('machine', typeof written === 'string' ? written : 'other-kind')
  }
  const address = readHostAddress(
    `tcp://${bracketed(written.host)}:${String(port ?? written.port ?? usualPort(draft))}`,
  )
  if (typeof address === 'string') return faulty('machine', address)
  if (!draft.isPlain) return readTls(draft, address)
  if (isLoopback(written.host)) return ready(draft, address)
  return draft.acceptsPlainText ? ready(draft, address, { acceptsPlainText: true }) : faulty('plain', 'accept')
}

/** The port of Docker's API where none is typed. */
export function usualPort({ isPlain }: Pick<HostDraft, 'isPlain'>): number {
  return isPlain ? 2375 : 2376
}

function readTls(draft: HostDraft, address: HostAddress): DraftReading {
  const file = (text: string): string | null => (text.trim() === '' ? null : text.trim())
  const tls: TlsFiles = { ca: file(draft.ca), certificate: file(draft.certificate), key: file(draft.key) }
  if (tls.certificate !== null && tls.key === null) return faulty('key', 'pair')
  if (tls.key !== null && tls.certificate === null) return faulty('certificate', 'pair')
  return ready(draft, address, { tls })
}

function readLocal(draft: HostDraft): DraftReading {
  const typed = draft.socket.trim()
  if (typed === '') return faulty('socket', 'missing')
  const address = readHostAddress(typed)
  if (typeof address === 'string') return faulty('socket', address)
  return address.kind === 'ssh' || address.kind === 'tcp' ? faulty('socket', 'other-kind') : ready(draft, address)
}

/** An IPv6 address among colons that would otherwise be a port's. */
function bracketed(typed: string): string {
  return /^[0-9a-f.]*:[0-9a-f.:]*:[0-9a-f.:]*(%\w+)?$/i.test(typed) ? `[${typed}]` : typed
}

function portOf(typed: string): number | 'port' {
  const text = typed.trim()
  const port = Number(text)
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : 'port'
}
