import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NoticeGoal } from '../contract/shell-contract'
import { type Notice, type NoticeKind, plainNotice } from '../domain/notice'
import { groupingMs } from '../domain/notice-group'
import type { NoticeText } from '../domain/notice-text'
import { DesktopNotices } from './desktop-notices'

let lastId = 0

function notice(slot: string, kind: NoticeKind = 'succeeded', deploymentId: string | null = null): Notice {
  const place = { hostId: 'h1', host: 'seoul-1', slot }
  lastId += 1
  return plainNotice(place, { id: String(lastId), kind, operation: 'deploy', atMs: 0, deploymentId })
}

function desk() {
  const shown: { readonly atMs: number; readonly text: NoticeText; readonly click: () => void }[] = []
  const goals: NoticeGoal[] = []
  const timers: { dueMs: number; work: () => void }[] = []
  const state = { nowMs: 0, hasFocus: false }
  const notices = new DesktopNotices({
    show: (text, click) => void shown.push({ atMs: state.nowMs, text, click }),
    windowHasFocus: () => state.hasFocus,
    open: (goal) => void goals.push(goal),
    systemLanguage: 'ko',
    later: (delayMs, work) => void timers.push({ dueMs: state.nowMs + delayMs, work }),
  })
  const nextTimer = (untilMs: number) =>
    timers.filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0]
  const advance = (ms: number): void => {
    const untilMs = state.nowMs + ms
    for (let next = nextTimer(untilMs); next !== undefined; next = nextTimer(untilMs)) {
      timers.splice(timers.indexOf(next), 1)
      state.nowMs = next.dueMs
      next.work()
    }
    state.nowMs = untilMs
  }
  const tell = (told: Notice, isOwn = false): void => notices.receive({ notice: told, isOwn, language: 'en' })
  return { notices, shown, goals, state, advance, tell }
}

const goalOf = (...told: readonly Notice[]): NoticeGoal | undefined => {
  const { tell, advance, shown, goals } = desk()
  for (const one of told) tell(one)
  advance(groupingMs)
  shown[0]?.click()
  return goals[0]
}

test('whenever they come, each notice is in one notification, and those within two seconds of the first are one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 30 }), (gaps) => {
      const { tell, advance, shown } = desk()
      for (const [index, gap] of gaps.entries()) {
        advance(gap)
        tell(notice(`dev${String(index)}`))
      }
      advance(groupingMs)
      const counts = shown.map(({ text }) => Number(/^(\d+) messages/.exec(text.title)?.[1] ?? 1))
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(gaps.length)
      const pausesMs = shown.slice(1).map(({ atMs }, index) => atMs - (shown[index]?.atMs ?? 0))
      expect(pausesMs.filter((pauseMs) => pauseMs < groupingMs)).toEqual([])
    }),
  )
})

test('what the window in front shows already is not told, one’s own not while it is in front at all', () => {
  const { tell, advance, shown, state, notices } = desk()
  state.hasFocus = true
  notices.lookAt({ kind: 'slot', hostId: 'h1', slot: 'dev1' })
  tell(notice('dev1'))
  tell(notice('dev2'), true)
  advance(groupingMs)
  expect(shown).toEqual([])
  tell(notice('dev2'))
  state.hasFocus = false
  tell(notice('dev1'))
  tell(notice('dev1'), true)
  advance(groupingMs)
  expect(shown.map(({ text }) => text.title)).toEqual(['3 messages · dev2, dev1'])
  state.hasFocus = true
  notices.lookAt({ kind: 'all' })
  tell(notice('dev2'))
  advance(groupingMs)
  expect(shown).toHaveLength(1)
})

test('what is told twice, by the engine and at the end of work without a window, is one notification', () => {
  const { tell, advance, shown } = desk()
  const end = notice('dev1')
  tell(end, true)
  tell(end, true)
  advance(groupingMs)
  expect(shown.map(({ text }) => text.title)).toEqual(['dev1: deployed'])
})

test('a click leads to the deployment, to the log of what is Unhealthy, to the slot, or to the board', () => {
  expect(goalOf(notice('dev1', 'put-back', 'd1'))).toEqual({
    kind: 'deployment',
    hostId: 'h1',
    slot: 'dev1',
    deploymentId: 'd1',
  })
  expect(goalOf(notice('dev1', 'unhealthy'))?.kind).toBe('logs')
  expect(goalOf(notice('dev1', 'reserved'))?.kind).toBe('slot')
  expect(goalOf(notice('dev1', 'started', 'd1'), notice('dev1', 'put-back', 'd1'))?.kind).toBe('slot')
  expect(goalOf(notice('dev1'), notice('dev2'))?.kind).toBe('board')
})

test('the language is that of the settings, else the system’s', () => {
  const { notices, advance, shown } = desk()
  notices.receive({ notice: notice('dev1'), isOwn: false, language: 'system' })
  advance(groupingMs)
  expect(shown[0]?.text.title).toBe('dev1: 배포 완료')
})
