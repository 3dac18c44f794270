import { beforeEach, expect, test } from 'vitest'
import { focusSlot, goBack, openDialog, openView, useNavigationStore } from './navigation-store'
import { openLogsOfFocus } from './open-logs'

beforeEach(() => useNavigationStore.setState(useNavigationStore.getInitialState(), true))

test('Esc goes back page by page and ends on the board', () => {
  openView({ kind: 'slot', hostId: 'a', slot: 'dev1' })
  openView({ kind: 'settings' })
  goBack()
  expect(useNavigationStore.getState().view).toEqual({ kind: 'slot', hostId: 'a', slot: 'dev1' })
  goBack()
  goBack()
  expect(useNavigationStore.getState()).toMatchObject({ view: { kind: 'board' }, history: [] })
})

test('going somewhere closes the dialog, and the way back is not endless', () => {
  openDialog({ kind: 'keys' })
  for (let visits = 0; visits < 100; visits += 1) openView({ kind: 'hosts' })
  expect(useNavigationStore.getState().dialog).toEqual({ kind: 'none' })
  expect(useNavigationStore.getState().history.length).toBeLessThanOrEqual(20)
})

test('logs open on the slot one works on, and ask where there is none', () => {
  openLogsOfFocus()
  expect(useNavigationStore.getState().view).toEqual({ kind: 'logs', target: null })
  goBack()
  focusSlot({ hostId: 'a', slot: 'dev2' })
  openLogsOfFocus()
  expect(useNavigationStore.getState().view).toEqual({
    kind: 'logs',
    target: { hostId: 'a', slot: 'dev2', services: null, sinceMs: null },
  })
})

test('focusing the same slot again changes nothing', () => {
  focusSlot({ hostId: 'a', slot: 'dev2' })
  const before = useNavigationStore.getState()
  focusSlot({ hostId: 'a', slot: 'dev2' })
  expect(useNavigationStore.getState()).toBe(before)
})
