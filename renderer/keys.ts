import { useLayoutEffect } from 'react'
import type { WindowStart } from '../src/contract/shell-contract'

/** The modifier of shortcuts: ⌘ on macOS, Ctrl elsewhere. */
export type Platform = WindowStart['platform']

/**
 * A key map: from a chord to what it does. A chord is `event.key` with `Ctrl+` before it where the platform's modifier
 * is held, and `Shift+` before a key that has no other face with it (arrows, Enter, Tab): `D`, `?`, `Ctrl+K`, `Shift+Enter`.
 * Letters stand in upper case. A handler that answers false did nothing, and the key goes on its way.
 */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => boolean | void>>

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** The chord of a key press, or null where it belongs to somebody else (Alt, the other modifier). */
export function chordOf(event: KeyPress, platform: Platform): string | null {
  const [command, other] = platform === 'darwin' ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (event.altKey || other) return null
  const key = keyOf(event)
  const shift = event.shiftKey && key.length > 1 ? 'Shift+' : ''
  return `${command ? 'Ctrl+' : ''}${shift}${key}`
}

// A Korean input method answers with jamo for letter keys: the key's place says which letter is printed on it.
function keyOf(event: KeyPress): string {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  if (letter !== undefined && !/^[a-z]$/i.test(event.key)) return letter
  return event.key.length === 1 ? event.key.toUpperCase() : event.key
}

/** True where a key press writes text, so that keys without a modifier are off. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)
}

/** Whether a chord may act while text is being typed: those with a modifier, Esc and function keys. */
export function worksWhileTyping(chord: string): boolean {
  return chord.startsWith('Ctrl+') || chord === 'Escape' || /^F\d+$/.test(chord)
}

/** Runs the map's handler for a press; true if it did something. */
export function runKey(event: KeyboardEvent, map: KeyMap, platform: Platform): boolean {
  if (event.defaultPrevented || event.isComposing) return false
  const chord = chordOf(event, platform)
  const handler = chord === null || !Object.hasOwn(map, chord) ? undefined : map[chord]
  if (chord === null || handler === undefined) return false
  if (isTyping(event.target) && !worksWhileTyping(chord)) return false
  if (handler(event) === false) return false
  event.preventDefault()
  return true
}

/**
 * Listens for a map's keys while the component is mounted. Maps of components further in are asked first, as their
 * effects run first; a key that was handled is not handled again.
 */
export function useKeys(map: KeyMap, active = true): void {
  // Before the paint: a key acts on what is on screen, never on what was.
  useLayoutEffect(() => {
    if (!active) return undefined
    const onKeyDown = (event: KeyboardEvent): void => void runKey(event, map, platformOfDocument())
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [map, active])
}

/** The platform the app has set on the document at its start. */
export function platformOfDocument(): Platform {
  const platform = document.documentElement.dataset['platform']
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux'
}

/** A chord as it is printed beside a word: `Ctrl K`, `⌘ K`, `↵`. */
export function keyCapOf(chord: string, platform: Platform): string {
  const faces: Readonly<Record<string, string>> = {
    Ctrl: platform === 'darwin' ? '⌘' : 'Ctrl',
    Alt: platform === 'darwin' ? '⌥' : 'Alt',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Enter: '↵',
    Escape: 'Esc',
  }
  return chord
    .split('+')
    .map((part) => faces[part] ?? part)
    .join(' ')
}
