import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { chordOf, keyCapOf, runKey } from './keys'

const press = (over: Partial<KeyboardEvent>): KeyboardEvent =>
  ({ key: 'd', code: 'KeyD', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...over }) as KeyboardEvent

describe('the chord of a key press', () => {
  test('is the letter, whatever its case', () => {
    expect(chordOf(press({}), 'linux')).toBe('D')
    expect(chordOf(press({ key: 'D', shiftKey: true }), 'linux')).toBe('D')
  })

  test('is the printed letter while a Korean input method writes jamo', () => {
    expect(chordOf(press({ key: 'ㅇ' }), 'linux')).toBe('D')
    expect(chordOf(press({ key: 'Process' }), 'linux')).toBe('D')
  })

  test('follows the letters of another layout', () => {
    expect(chordOf(press({ key: 'a', code: 'KeyQ' }), 'linux')).toBe('A')
  })

  test('has Ctrl for the platform’s own modifier alone', () => {
    expect(chordOf(press({ key: 'k', code: 'KeyK', ctrlKey: true }), 'win32')).toBe('Ctrl+K')
    expect(chordOf(press({ key: 'k', code: 'KeyK', metaKey: true }), 'darwin')).toBe('Ctrl+K')
    expect(chordOf(press({ key: 'k', code: 'KeyK', ctrlKey: true }), 'darwin')).toBeNull()
    expect(chordOf(press({ key: 'k', code: 'KeyK', metaKey: true }), 'linux')).toBeNull()
    expect(chordOf(press({ altKey: true }), 'linux')).toBeNull()
  })

  test('has Shift only where the key has no other face with it', () => {
    expect(chordOf(press({ key: 'Enter', code: 'Enter', shiftKey: true }), 'linux')).toBe('Shift+Enter')
    expect(chordOf(press({ key: '?', code: 'Slash', shiftKey: true }), 'linux')).toBe('?')
  })
})

describe('running a key', () => {
  class FakeElement extends EventTarget {
    isContentEditable = false
    type = 'text'
  }
  class FakeField extends FakeElement {}
  class Unused {}

  beforeEach(() => {
    vi.stubGlobal('HTMLElement', FakeElement)
    vi.stubGlobal('HTMLInputElement', FakeField)
    vi.stubGlobal('HTMLTextAreaElement', Unused)
    vi.stubGlobal('HTMLSelectElement', Unused)
  })
  afterEach(() => vi.unstubAllGlobals())

  const run = (over: Partial<KeyboardEvent>, handler: () => boolean | void): boolean =>
    runKey(
      press({ defaultPrevented: false, isComposing: false, preventDefault: () => undefined, ...over }),
      { D: handler, 'Ctrl+K': handler, Escape: handler },
      'linux',
    )

  test('letters are off while typing; chords with a modifier and Esc are not', () => {
    const field = new FakeField()
    const handler = vi.fn()
    expect(run({ target: field }, handler)).toBe(false)
    expect(handler).not.toHaveBeenCalled()
    expect(run({ target: field, key: 'k', code: 'KeyK', ctrlKey: true }, handler)).toBe(true)
    expect(run({ target: field, key: 'Escape', code: 'Escape' }, handler)).toBe(true)
    expect(run({ target: new FakeElement() }, handler)).toBe(true)
  })

  test('a box to tick takes no letters', () => {
    const box = new FakeField()
    box.type = 'checkbox'
    expect(run({ target: box }, vi.fn())).toBe(true)
  })

  test('a key that was handled, is being composed, or does nothing goes on its way', () => {
    const handler = vi.fn(() => false)
    expect(run({ defaultPrevented: true }, handler)).toBe(false)
    expect(run({ isComposing: true }, handler)).toBe(false)
    expect(handler).not.toHaveBeenCalled()
    expect(run({ target: new FakeElement() }, handler)).toBe(false)
  })

  test('names that every object has are no keys', () => {
    expect(run({ key: 'constructor', code: '', target: new FakeElement() }, vi.fn())).toBe(false)
  })
})

test('key caps are printed as on the platform’s keyboards', () => {
  expect(keyCapOf('Ctrl+K', 'linux')).toBe('Ctrl K')
  expect(keyCapOf('Ctrl+Enter', 'darwin')).toBe('⌘ ↵')
  expect(keyCapOf('Escape', 'linux')).toBe('Esc')
})
