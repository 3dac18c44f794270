import type { Board, HostBoard, HostView, ServiceView, SlotView } from '../domain/board'
import { describeError, type Language } from '../domain/berth-error'
import { displayText } from '../domain/display-text'
import type { CliTexts } from './cli-texts'
import { cliTextsOf } from './cli-texts-of'
import { alignColumns } from './text-width'

/** The board as lines for a person: a heading a host, a row a slot. Nothing of it needs colour to be understood. */
export function boardTable(board: Board, language: Language): readonly string[] {
  const texts = cliTextsOf(language)
  if (board.hosts.length === 0) return [texts.board.noHosts]
  // One table over all hosts, so that columns stand below each other.
  const rows = board.hosts.flatMap((entry) => entry.slots.map((slot) => slotRow(slot, texts)))
  const [head = '', ...lines] = alignColumns([[...texts.board.head], ...rows])
  let next = 0
  return board.hosts.flatMap((entry, index) => {
    const own = lines.slice(next, (next += entry.slots.length))
    const gap = index === 0 ? [] : ['']
    return [...gap, hostLine(entry.host, language, texts), ...body(entry, head, own, texts)]
  })
}

function body(entry: HostBoard, head: string, rows: readonly string[], texts: CliTexts): readonly string[] {
  const lines = rows.flatMap((row, index) => [
    row,
    ...entry.slots.slice(index, index + 1).flatMap((slot) => moreLines(slot, texts)),
  ])
  if (rows.length > 0) return [head, ...lines].map((line) => `  ${line}`)
  return entry.host.connection.kind === 'connected' ? [`  ${texts.board.noSlots}`] : []
}

function hostLine(host: HostView, language: Language, texts: CliTexts): string {
  const { connection } = host
  switch (connection.kind) {
    case 'connected':
      return `${host.name}  ${host.address}  ${texts.board.connected(host.engineVersion ?? '?')}`
    case 'connecting':
      return `${host.name}  ${host.address}  ${texts.board.connecting}`
    case 'unreachable':
      return `${host.name}  ${host.address}  ${texts.board.unreachable}: ${describeError(connection.error, language).message}`
  }
}

function slotRow(slot: SlotView, texts: CliTexts): readonly string[] {
  const lock = slot.lock === null ? '' : ` (${texts.board.lockedBy(slot.lock.owner)})`
  const reserved = slot.reservation === null ? '' : ` (${texts.board.reservedBy(slot.reservation.by)})`
  const progress = slot.activity === null ? '' : ` ${Math.round(slot.activity.progress * 100)}%`
  const state = `${symbols[slot.state]} ${texts.states[slot.state]}${progress}${lock}${reserved}`
  const runs = `${slot.kickoff?.branch ?? slot.tag ?? '-'}${remarks(slot, texts)}`
  const version = [slot.version ?? '', slot.revision?.slice(0, 7) ?? ''].filter((part) => part !== '').join(' ')
  return [slot.name, state, runs, version === '' ? '-' : version, services(slot, texts)]
}

/** Services of different branches, and those that are not as the last deployment left them. */
function remarks({ mixed, drift }: SlotView, texts: CliTexts): string {
  const drifted = [...new Set(drift.map(({ service }) => service))].join(', ')
  const parts = [mixed ? texts.board.mixed : '', drifted === '' ? '' : `${texts.board.drift}: ${drifted}`]
  const said = parts.filter((part) => part !== '').join('; ')
  return said === '' ? '' : ` (${said})`
}

/** Below a slot's row, as nothing on the row tells: what was rolled back from and is held, and where a proxy leads. */
function moreLines({ drift, holds }: SlotView, texts: CliTexts): readonly string[] {
  const astray = drift.filter((one) => one.kind === 'upstream')
  return [
    ...holds.map(({ tag, by }) => `  ${texts.board.held(tag, by)}`),
    ...astray.map((one) => `  ${texts.board.leadsElsewhere(one.service, one.proxy, one.leads, one.should)}`),
  ]
}

function services(slot: SlotView, texts: CliTexts): string {
  return slot.services.map((service) => serviceCell(service, slot, texts)).join('  ')
}

/** Name and symbol; in words what asks for a look, and the tag where the slot's services differ in it. */
function serviceCell(service: ServiceView, slot: SlotView, texts: CliTexts): string {
  const { kind } = service.state
  const isQuiet = kind === 'healthy' || kind === 'running' || kind === slot.state
  const words = isQuiet ? [] : [texts.states[kind]]
  const detail = unhealthyDetail(service)
  const tag = slot.mixed && service.tag !== slot.tag && service.tag !== null ? [service.tag] : []
  const more = [...words, ...detail, ...tag].join(', ')
  return `${symbols[kind]} ${service.name}${more === '' ? '' : ` (${more})`}`
}

function unhealthyDetail({ state }: ServiceView): readonly string[] {
  if (state.kind !== 'unhealthy') return []
  switch (state.reason.kind) {
    case 'check-failing':
      return [displayText(state.reason.output, 60)].filter((text) => text !== '')
    case 'keeps-exiting':
    case 'exited':
      return [`exit ${state.reason.exitCode ?? '?'}`]
    case 'out-of-memory':
      return ['OOM']
  }
}

const symbols = {
  healthy: '✓',
  running: '●',
  starting: '◐',
  deploying: '↻',
  'rolling-back': '↺',
  interrupted: '!',
  locked: '◆',
  unhealthy: '✗',
  paused: '‖',
  stopped: '■',
  'not-run': '○',
  empty: '○',
} as const
