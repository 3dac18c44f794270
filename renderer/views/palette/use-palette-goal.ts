import { useCallback } from 'react'
import { useLeaveSample } from '../../components/sample-mark'
import { narrowActivity, openEntry, widenActivity } from '../../stores/activity-store'
import { clearFilters, setFilterText, setHostFilter } from '../../stores/filter-store'
import { closeDialog, openDialog, openView, setPivot } from '../../stores/navigation-store'
import { deployToSlot, openHistory, openLogs, openSlot, reserveSlot, rollBackSlot } from '../board/slot-actions'
import { useCopySlot } from '../board/use-copy-slot'
import { useFollow } from '../board/use-follow'
import { useOpenSlotAddress } from '../board/use-open-address'
import type { PaletteGoal } from './palette-item'

/** Closes the palette and goes where an item leads. */
export function usePaletteGoal(): (goal: PaletteGoal) => void {
  const openAddress = useOpenSlotAddress()
  const follow = useFollow()
  const copySlot = useCopySlot()
  const leaveSample = useLeaveSample()
  return useCallback(
    (goal) => {
      if (goal.kind === 'more') return
      closeDialog()
      switch (goal.kind) {
        case 'slot':
          return void openSlot(goal.slot)
        case 'deploy':
          return void deployToSlot(goal.slot, goal.tag)
        case 'rollback':
          return void rollBackSlot(goal.slot, null)
        case 'reserve':
          return void reserveSlot(goal.slot)
        case 'logs':
          return void openLogs(goal.slot, null)
        case 'open':
          return void openAddress(goal.slot)
        case 'follow':
          return void follow(goal.slot)
        case 'copy':
          return void copySlot(goal.slot)
        case 'history':
          return void openHistory(goal.slot)
        case 'leave-sample':
          return leaveSample()
        case 'entry':
          return void openHistory(goal.slot, goal.entryId)
        default:
          return goAbout(goal)
      }
    },
    [openAddress, follow, copySlot, leaveSample],
  )
}

function goAbout(goal: Extract<PaletteGoal, { kind: 'view' | 'pivot' | 'keys' | 'narrow' | 'person' }>): void {
  switch (goal.kind) {
    case 'view':
      return openView(goal.view)
    case 'pivot':
      setPivot(goal.pivot)
      return openView({ kind: 'board' })
    case 'keys':
      return openDialog({ kind: 'keys' })
    case 'narrow':
      clearFilters()
      setFilterText(goal.text)
      return openView({ kind: 'board' })
    case 'person':
      setHostFilter(null)
      widenActivity()
      narrowActivity({ by: goal.by })
      openEntry(null)
      return openView({ kind: 'activity' })
  }
}
