import { expect, test } from 'vitest'
import { pendingWork } from '../testing/fake-clock'
import type { LongWork } from './engine-channel'
import { type ClosingAnswer, lingerMs, WindowClosing } from './window-closing'

const deployment: LongWork = { kind: 'deployment', id: 'd1', operation: 'deploy', slot: 'dev1', host: 'seoul-1' }

/** A window of which only what happens to it is known. `answers` are given to the questions in turn. */
function open(answers: readonly ClosingAnswer[] = [], platform: NodeJS.Platform = 'linux') {
  const happened: string[] = []
  const left = [...answers]
  let due: (() => void) | null = null
  const closing = new WindowClosing({
    platform,
    ask: async (work) => {
      happened.push(`asked over ${work.length}`)
      return left.shift() ?? 'wait'
    },
    showWindow: () => {
      happened.push('shown')
      closing.shown()
    },
    hideWindow: () => happened.push('hidden'),
    quit: () => happened.push('quit'),
    later: (delayMs, work) => {
      expect(delayMs).toBe(lingerMs)
      due = work
      return () => (due = null)
    },
  })
  return { closing, happened, isLingering: () => due !== null, linger: () => due?.() }
}

test('without long work the window closes, and the person is not asked', () => {
  const { closing, happened } = open()
  expect(closing.mayClose()).toBe(true)
  expect(happened).toEqual([])
})

test('work that is let run ends without a window, then the app; a new one, or a look at it, keeps the app', async () => {
  const { closing, happened, isLingering, linger } = open(['keep-running', 'keep-running'])
  closing.workChanged([deployment])
  expect([closing.mayClose(), closing.mayClose()]).toEqual([false, false])
  await pendingWork()
  expect(happened).toEqual(['asked over 1', 'hidden'])
  expect([closing.isHidden(), isLingering()]).toEqual([true, false])
  closing.workChanged([])
  expect(isLingering()).toBe(true)
  // An engine that was started again goes on with its deployment.
  closing.workChanged([deployment])
  expect(isLingering()).toBe(false)
  closing.workChanged([])
  closing.shown()
  expect([closing.isHidden(), isLingering()]).toEqual([false, false])
  closing.workChanged([deployment])
  closing.mayClose()
  await pendingWork()
  closing.workChanged([])
  linger()
  expect(happened.at(-1)).toBe('quit')
  expect(closing.mayClose()).toBe(true)
})

test('who waits keeps the window, and who quits anyway is asked once', async () => {
  const { closing, happened } = open(['wait', 'quit'])
  closing.workChanged([deployment])
  closing.mayClose()
  await pendingWork()
  expect(happened).toEqual(['asked over 1'])
  closing.mayClose()
  await pendingWork()
  expect(happened).toEqual(['asked over 1', 'asked over 1', 'quit'])
  expect(closing.mayClose()).toBe(true)
})

test.each(['linux', 'darwin'] as const)(
  'in the tray, or on macOS, closing hides; quitting asks over the window',
  async (platform) => {
    const { closing, happened, isLingering } = open(['wait'], platform)
    closing.staysInTray(platform === 'linux')
    closing.workChanged([deployment])
    expect(closing.mayClose()).toBe(false)
    closing.workChanged([])
    expect([happened, isLingering()]).toEqual([['hidden'], false])
    closing.workChanged([deployment])
    closing.quitBegins()
    expect(closing.mayClose()).toBe(false)
    await pendingWork()
    expect(happened).toEqual(['hidden', 'shown', 'asked over 1'])
    // That quit came to nothing: closing hides again.
    expect(closing.mayClose()).toBe(false)
    expect(happened.at(-1)).toBe('hidden')
  },
)

test('who no longer wants the tray while the window is closed does not leave a Berth behind that nobody sees', () => {
  const { closing, isLingering } = open()
  closing.staysInTray(true)
  closing.mayClose()
  expect(isLingering()).toBe(false)
  closing.staysInTray(false)
  expect(isLingering()).toBe(true)
})
