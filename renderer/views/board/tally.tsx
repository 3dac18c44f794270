import type { ReactElement } from 'react'
import type { Board } from '../../../src/domain/board'
import { StateWord } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { type TallyKind, toggleTally, useFilterStore } from '../../stores/filter-store'
import { tallyOf } from './board-tally'
import type { Look } from './slot-look'

const looks: Readonly<Record<TallyKind, Look>> = {
  healthy: { tone: 'ok', shape: 'ok', word: 'healthy' },
  running: { tone: 'idle', shape: 'run', word: 'running' },
  unhealthy: { tone: 'bad', shape: 'bad', word: 'unhealthy' },
  'in-progress': { tone: 'busy', shape: 'deploy', word: 'inProgress' },
  locked: { tone: 'warn', shape: 'lock', word: 'locked' },
  interrupted: { tone: 'warn', shape: 'cut', word: 'interrupted' },
  stopped: { tone: 'idle', shape: 'stop', word: 'stopped' },
  empty: { tone: 'idle', shape: 'empty', word: 'empty' },
  connecting: { tone: 'idle', shape: 'wait', word: 'connecting' },
  unreachable: { tone: 'lost', shape: 'lost', word: 'unreachable' },
}

/** How many slots are in which state; each count filters the board by it. */
export function Tally({ board }: { readonly board: Board }): ReactElement {
  const { t } = useTranslation(['board', 'states'])
  const chosen = useFilterStore((state) => state.tally)
  return (
    <div className="tally" role="group" aria-label={t('tally')}>
      {tallyOf(board).map(({ kind, count }) => (
        <button key={kind} type="button" aria-pressed={chosen === kind} onClick={() => toggleTally(kind)}>
          <TallyCount kind={kind} count={count} />
        </button>
      ))}
    </div>
  )
}

/** One count with its state's shape and word. */
export function TallyCount({ kind, count }: { readonly kind: TallyKind; readonly count: number }): ReactElement {
  const { t } = useTranslation('states')
  const look = looks[kind]
  return (
    <>
      <StateWord tone={look.tone} shape={look.shape} />
      <b>{count}</b> <span className="word">{t(look.word)}</span>
    </>
  )
}
