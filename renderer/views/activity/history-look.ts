import type { HistoryEvent, HistoryKind } from '../../../src/contract/history'
import type { IconName } from '../../components/icon'
import type { ShapeName, Tone } from '../../components/state-shape'
import type { activity } from '../../i18n/en/activity'

type DeploymentEvent = Extract<HistoryEvent, { kind: 'deployment' }>
type PlainKey = {
  [Key in keyof typeof activity]: (typeof activity)[Key] extends string ? Key : never
}[keyof typeof activity]

/** How an entry ended: its word, and shape and colour where it is a state. */
export type ResultLook = {
  readonly word: PlainKey | `results.${keyof typeof activity.results}`
  readonly state: { readonly tone: Tone; readonly shape: ShapeName; readonly quiet: boolean } | null
}

/** The icon of each kind of entry. */
export const kindIcons: Readonly<Record<HistoryKind, IconName>> = {
  deploy: 'deploy',
  switch: 'swap',
  rollback: 'back',
  stop: 'pause',
  start: 'play',
  restart: 'rst',
  repair: 'back',
  takeover: 'take',
  overruled: 'cal',
  reserved: 'cal',
  unreserved: 'cal',
  held: 'pin',
  lifted: 'pin',
  'settings-published': 'file',
  newer: 'hist',
}

const done = { tone: 'ok', shape: 'ok', quiet: true } as const

/** See `ResultLook`. */
export function resultLook(event: HistoryEvent): ResultLook {
  switch (event.kind) {
    case 'deployment':
      return deploymentLook(event)
    case 'takeover':
      return { word: takeoverWords[event.choice], state: done }
    case 'overruled':
      return { word: 'wentAhead', state: { tone: 'warn', shape: 'warn', quiet: true } }
    case 'reserved':
      return { word: 'made', state: null }
    case 'unreserved':
      return { word: 'ended', state: null }
    case 'held':
      return { word: 'held', state: null }
    case 'lifted':
      return { word: 'lifted', state: null }
    case 'settings-published':
      return { word: 'published', state: done }
    case 'newer':
      return { word: 'results.unknown', state: null }
  }
}

const takeoverWords = { resume: 'resumed', 'put-back': 'putBack', unlock: 'unlocked' } as const
const doneWords = {
  deploy: 'deployed',
  switch: 'deployed',
  rollback: 'rolledBack',
  stop: 'stopped',
  start: 'started',
  restart: 'restarted',
  repair: 'repaired',
} as const

function deploymentLook({ operation, result }: DeploymentEvent): ResultLook {
  const word = `results.${result}` as const
  switch (result) {
    case 'succeeded':
      // A stopped slot is no achievement: it stands without the tick.
      return { word: doneWords[operation], state: operation === 'stop' ? null : done }
    case 'running':
      return { word, state: { tone: 'busy', shape: 'deploy', quiet: false } }
    case 'put-back':
      return { word, state: { tone: 'bad', shape: 'fail', quiet: false } }
    case 'down':
      return { word, state: { tone: 'bad', shape: 'bad', quiet: false } }
    case 'interrupted':
      return { word, state: { tone: 'warn', shape: 'cut', quiet: false } }
    case 'cancelled':
      return { word, state: { tone: 'idle', shape: 'back', quiet: true } }
    case 'refused':
      return { word, state: { tone: 'warn', shape: 'lock', quiet: true } }
    case 'unknown':
      return { word, state: null }
  }
}
