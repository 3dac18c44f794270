import { type CSSProperties, type ReactElement, useMemo } from 'react'
import { EngineBanner } from '../../components/app-frame'
import { KeyCap } from '../../components/key-cap'
import { SampleChip } from '../../components/sample-mark'
import { useClock } from '../../format/clock'
import { formatClock, formatWallDay } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { KeyMap } from '../../keys'
import { useBoardStore } from '../../stores/board-store'
import { goBack } from '../../stores/navigation-store'
import { usePageKeys } from '../../use-page-keys'
import { tallyOf } from './board-tally'
import { TallyCount } from './tally'
import { WallCell } from './wall-cell'
import { WallHost } from './wall-host'

/** The board to be read across a room: hosts are columns, slots rows; nothing to click but the way out. */
export function WallView(): ReactElement {
  const { t } = useTranslation('board')
  const board = useBoardStore((state) => state.board)
  const map = useMemo<KeyMap>(() => ({ W: goBack }), [])
  usePageKeys(map)
  const rows = Math.max(1, ...board.hosts.map((entry) => entry.slots.length))
  const size = { '--hosts': Math.max(1, board.hosts.length), '--rows': rows } as CSSProperties
  return (
    <main className="wall" aria-label={t('wallView.label')}>
      <h1 className="vh">{t('wallView.label')}</h1>
      <header className="wall-top">
        <svg className="wall-mark" role="img" aria-label="Berth">
          <use href="#mark" />
        </svg>
        <div className="tally">
          {tallyOf(board).map(({ kind, count }) => (
            <span key={kind}>
              <TallyCount kind={kind} count={count} />
            </span>
          ))}
        </div>
        <span className="grow" />
        <SampleChip />
        <WallClock />
        <button type="button" className="leave" onClick={goBack}>
          <KeyCap>Esc</KeyCap> {t('wallView.leave')}
        </button>
      </header>
      <EngineBanner />
      <div className="wall-grid" style={size}>
        {board.hosts.map(({ host, slots }) => (
          <section key={host.id} className="wall-column" aria-label={host.name}>
            <WallHost host={host} />
            {slots.map((slot) => (
              <WallCell key={slot.name} slot={slot} connection={host.connection} />
            ))}
          </section>
        ))}
      </div>
    </main>
  )
}

function WallClock(): ReactElement {
  const language = useLanguage()
  const day = useClock((nowMs) => formatWallDay(nowMs, language))
  const time = useClock((nowMs) => formatClock(nowMs))
  return (
    <>
      <span className="tx2 wall-day">{day}</span>
      <time>{time}</time>
    </>
  )
}
