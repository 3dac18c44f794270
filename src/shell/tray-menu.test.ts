import fc from 'fast-check'
import { expect, test } from 'vitest'
import { trayShapes, type TraySlot, type TrayView, trayView, trayViewSchema } from '../domain/tray-view'
import { type SlotView, slotStates } from '../domain/board'
import { sampleHost, sampleService, sampleSlot } from '../testing/sample-views'
import { trayFace } from './tray-menu'

const nowMs = Date.UTC(2024, 4, 17)
const slot = (name: string, over: Partial<SlotView> = {}) =>
  sampleSlot('seoul-1', name, [sampleService(nowMs, 'web')], over)
const board = (...slots: SlotView[]) => ({ hosts: [{ host: sampleHost(nowMs, 'seoul-1'), slots }] })
const follow = (...names: string[]) => ({ followed: names.map((name) => ({ hostId: 'seoul-1', slot: name })) })

test('the worst of the followed slots stands for all, and of all slots where none is followed', () => {
  const slots = [slot('dev1'), slot('dev2', { state: 'unhealthy' }), slot('dev3', { state: 'stopped' })]
  expect(trayView(board(...slots), follow('dev1', 'dev3')).worst).toMatchObject({ slot: 'dev3', shape: 'stop' })
  expect(trayView(board(...slots), follow())).toMatchObject({
    isOfFollowed: false,
    worst: { slot: 'dev2', shape: 'bad', word: 'unhealthy' },
    followed: [],
  })
  // What is followed and not there is not made up.
  expect(trayView(board(), follow('dev1'))).toEqual({ isOfFollowed: false, worst: null, followed: [], more: 0 })
})

test('the ranking is the board’s, each state has a shape of its own, and a silent host comes after trouble that is known', () => {
  const reversed = slotStates.map((state) => slot(state, { state })).reverse()
  const ranked: string[] = []
  for (let left = reversed; left.length > 0; left = left.filter(({ name }) => name !== ranked.at(-1)))
    ranked.push(trayView(board(...left), follow()).worst?.slot ?? '')
  expect(ranked).toEqual(slotStates)
  const shapes = reversed.map((one) => trayView(board(one), follow()).worst?.shape)
  expect(new Set([...shapes, 'lost'])).toEqual(new Set(trayShapes))

  const silent = {
    host: sampleHost(nowMs, 'seoul-2', { connection: { kind: 'connecting', lastSeenAtMs: null } }),
    slots: [sampleSlot('seoul-2', 'dev9', [])],
  }
  const worst = (state: SlotView['state']) =>
    trayView({ hosts: [silent, ...board(slot('dev1', { state })).hosts] }, follow()).worst
  expect(worst('healthy')?.slot).toBe('dev1')
  expect(trayView({ hosts: [silent] }, follow()).worst).toMatchObject({ shape: 'lost', word: 'connecting' })
})

test('a menu names slot, host, branch and state in either language, what is too much is counted, and the sample says so', () => {
  const slots = Array.from({ length: 23 }, (_, index) => slot(`dev${index + 1}`))
  const view = trayView(board(...slots), follow(...slots.map(({ name }) => name)))
  const english = trayFace(view, false, 'en')
  expect(english.lines.slice(0, 1)).toMatchObject([
    { kind: 'slot', label: 'dev1  ·  seoul-1  ·  kickoff-240517-checkout-retry  ·  Healthy' },
  ])
  expect(english.lines.slice(-4)).toEqual([
    { kind: 'words', label: '3 more' },
    { kind: 'line' },
    { kind: 'open', label: 'Open Berth' },
    { kind: 'quit', label: 'Quit Berth' },
  ])
  const korean = trayFace(view, true, 'ko')
  expect(korean).toMatchObject({ tip: 'Berth · 샘플 · dev1: 정상', shape: 'ok' })
  expect(korean.lines[0]).toEqual({ kind: 'words', label: '샘플' })
})

test('whatever hosts call themselves and what they run is one bounded line, and no part of it a key', () => {
  const hostile = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.constant('&\n\u202e\u0000&'.repeat(100)))
  fc.assert(
    fc.property(hostile, hostile, hostile, (name, host, branch) => {
      const row = slot(name, { kickoff: { branch, date: null, summary: '' } })
      const view: TrayView = trayView(
        { hosts: [{ host: sampleHost(nowMs, 'a', { name: host }), slots: [row] }] },
        follow(),
      )
      expect(trayViewSchema.safeParse(view).success).toBe(true)
      const face = trayFace(view, false, 'en')
      const label = labelOf(face.lines.find(({ kind }) => kind === 'slot'))
      expect(label.replaceAll('&&', '')).not.toContain('&')
      for (const text of [label, face.tip]) expect(text).not.toMatch(/[\u0000-\u001f\u202e\u2028]/)
      expect(label.length).toBeLessThan(2 * 180)
    }),
  )
})

function labelOf(
  line: { readonly kind: string; readonly label?: string; readonly slot?: TraySlot } | undefined,
): string {
  return line?.label ?? ''
}
