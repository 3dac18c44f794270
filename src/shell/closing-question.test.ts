import { expect, test } from 'vitest'
import { closingQuestion } from './closing-question'
import type { LongWork } from './engine-channel'

const deployment = (slot: string, operation: 'deploy' | 'rollback' | 'repair' = 'deploy'): LongWork => ({
  kind: 'deployment',
  id: slot,
  operation,
  slot,
  host: 'seoul-1',
})
const everywhere = { hasTray: true, isTold: true }

test('the question names what runs, and says what comes of each answer', () => {
  const { message, detail, buttons, answers } = closingQuestion(
    [deployment('dev1'), { kind: 'save' }],
    everywhere,
    'en',
  )
  expect(message).toBe('dev1 is being deployed.')
  expect(buttons).toEqual(['Keep Berth running in the tray', 'Wait here', 'Quit anyway'])
  expect(answers).toEqual(['keep-running', 'wait', 'quit'])
  expect(detail).toMatch(/a notification tells[^]*the old containers are kept/)
  const several = ['a', 'b', 'c', 'd', 'e'].map((slot) => deployment(slot))
  expect(closingQuestion(several, everywhere, 'en').message).toBe('5 slots are being changed: a, b, c, 2 more.')
  expect(closingQuestion([deployment('dev2', 'rollback')], everywhere, 'ko').message).toBe('롤백이 진행 중입니다: dev2')
})

test('nothing is promised that is not there: no tray, no notification, and a file is only a file', () => {
  const hidden = closingQuestion([deployment('dev1')], { hasTray: false, isTold: false }, 'en')
  expect(hidden.buttons[0]).toBe('Keep Berth running without a window')
  expect(hidden.detail).not.toContain('notification')
  const save = closingQuestion([{ kind: 'save' }], everywhere, 'en')
  expect(save.message).toBe('A file is being saved.')
  expect(save.detail).not.toMatch(/containers|notification/)
})
