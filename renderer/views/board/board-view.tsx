import { useMemo, useRef, type ReactElement } from 'react'
import type { Board } from '../../../src/domain/board'
import { useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import { useFilterStore } from '../../stores/filter-store'
import { useNavigationStore } from '../../stores/navigation-store'
import { filterBoard } from './board-filter'
import { BoardReadOnlyBar } from '../read-only/board-read-only-bar'
import { BoardStatusBar } from './board-status-bar'
import { BoardViewBar } from './board-view-bar'
import { FirstRun } from './first-run'
import { KickoffGrid } from './kickoff-grid'
import { type ServiceColumns, serviceColumns } from './service-columns'
import { isReadOnly } from './slot-actions'
import { SlotGrid } from './slot-grid'
import { useBoardKeys } from './use-board-keys'

/** The board: what is on each slot of each host. */
export function BoardView(): ReactElement {
  const board = useBoardStore((state) => state.board)
  const pivot = useNavigationStore((state) => state.pivot)
  const grid = useRef<HTMLDivElement>(null)
  useBoardKeys(grid)
  const empty = board.hosts.every((entry) => entry.slots.length === 0)
  return (
    <>
      <BoardViewBar board={board} bare={empty} />
      {!empty && <BoardReadOnlyBar board={board} />}
      {empty ? <WhileEmpty board={board} /> : <Grid board={board} pivot={pivot} grid={grid} />}
      <BoardStatusBar pivot={empty ? 'none' : pivot} readOnly={board.hosts.every(({ host }) => isReadOnly(host))} />
    </>
  )
}

function WhileEmpty({ board }: { readonly board: Board }): ReactElement {
  const { t } = useTranslation('board')
  const source = useBoardStore((state) => state.source)
  // Before the engine has said anything there is nothing wrong to speak of yet.
  if (source === 'none') return <div className="waiting tx3">{t('starting')}</div>
  return <FirstRun hosts={board.hosts} />
}

type GridProps = {
  readonly board: Board
  readonly pivot: 'slots' | 'kickoffs'
  readonly grid: React.RefObject<HTMLDivElement | null>
}

function Grid({ board, pivot, grid }: GridProps): ReactElement {
  const filter = useFilterStore()
  const hosts = useMemo(() => filterBoard(board, filter), [board, filter])
  const columnKey = JSON.stringify(serviceColumns(board))
  // Equal columns keep their identity, so that rows render only for their own change.
  const columns = useMemo(() => JSON.parse(columnKey) as ServiceColumns, [columnKey])
  if (pivot === 'kickoffs') return <KickoffGrid hosts={hosts} ref={grid} />
  return <SlotGrid hosts={hosts} columns={columns} filter={filter} ref={grid} />
}
