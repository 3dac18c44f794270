import type { Board, HostBoard } from '../domain/board'
import { describeError, type Language } from '../domain/berth-error'
import { cliTextsOf } from './cli-texts-of'
import { latencyText } from './host-test-lines'
import { alignColumns } from './text-width'

/** The hosts as lines for a person: a row each, and below it why one can't be reached. */
export function hostsTable({ hosts }: Board, language: Language): readonly string[] {
  const texts = cliTextsOf(language)
  if (hosts.length === 0) return [texts.board.noHosts]
  const [head = '', ...rows] = alignColumns([[...texts.hosts.head], ...hosts.map((entry) => hostRow(entry, language))])
  const lines = rows.flatMap((row, index) => [
    row,
    ...hosts.slice(index, index + 1).flatMap((one) => why(one, language)),
  ])
  return [head, ...lines]
}

function hostRow({ host, slots }: HostBoard, language: Language): readonly string[] {
  const texts = cliTextsOf(language).hosts
  const { connection, access, isPlainText } = host
  const remarks = [access === 'read-only' ? texts.readOnly : '', isPlainText ? texts.plainText : '']
  return [
    host.name,
    texts.states[connection.kind],
    connection.kind === 'connected' ? latencyText(connection.latencyMs) : '-',
    host.engineVersion ?? '-',
    host.apiVersion ?? '-',
    connection.kind === 'connected' ? String(slots.length) : '-',
    host.address,
    remarks.filter((remark) => remark !== '').join(', '),
  ]
}

function why({ host: { connection } }: HostBoard, language: Language): readonly string[] {
  return connection.kind === 'unreachable' ? [`  ${describeError(connection.error, language).message}`] : []
}

/** The hosts as scripts read them; what only an answer tells is null without one. */
export function hostsJson({ hosts }: Board): readonly Readonly<Record<string, unknown>>[] {
  return hosts.map(({ host, slots }) => {
    const { id, name, address, connection, engineVersion, apiVersion, access, isPlainText } = host
    const isConnected = connection.kind === 'connected'
    return {
      id,
      name,
      address,
      state: connection.kind,
      latencyMs: isConnected ? connection.latencyMs : null,
      engineVersion,
      apiVersion,
      slots: isConnected ? slots.length : null,
      access,
      encrypted: !isPlainText,
      error: connection.kind === 'unreachable' ? connection.error : null,
    }
  })
}
