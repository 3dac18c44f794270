import type { ReactElement } from 'react'
import type { Board } from '../../../src/domain/board'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { openView, setPivot, useNavigationStore } from '../../stores/navigation-store'
import { Tally } from './tally'

/** The board's head: how many slots are in which state, how they are grouped, and the way to the wall. */
export function BoardViewBar({ board, bare }: { readonly board: Board; readonly bare: boolean }): ReactElement {
  const { t } = useTranslation('board')
  const pivot = useNavigationStore((state) => state.pivot)
  return (
    <div className="viewbar">
      <h1>{t('title')}</h1>
      {!bare && (
        <>
          <Tally board={board} />
          <span className="grow" />
          <div className="seg" role="group" aria-label={t('groupBy')}>
            <button type="button" aria-pressed={pivot === 'slots'} onClick={() => setPivot('slots')}>
              {t('bySlot')}
            </button>
            <button type="button" aria-pressed={pivot === 'kickoffs'} onClick={() => setPivot('kickoffs')}>
              {t('byKickoff')}
            </button>
          </div>
          <Button keyCap="W" onClick={() => openView({ kind: 'wall' })}>
            {t('wall')}
          </Button>
        </>
      )}
    </div>
  )
}
