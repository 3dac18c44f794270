import type { LogLevel } from './log-level'

/** The first of the syllables that Korean words are written in. */
export const firstHangul = 0xac00

const koreanNames: readonly (readonly [name: string, level: LogLevel])[] = [
  ['오류', 'error'],
  ['에러', 'error'],
  ['장애', 'error'],
  ['경고', 'warn'],
  ['정보', 'info'],
  ['디버그', 'debug'],
]
const koreanCue = /(?:[:\]]|(?:이|가)? ?발생(?!하지| ?없|하면| ?시))/y

/** The level that a Korean word at this place of a line tells: `[오류]`, `경고:`, `오류가 발생했습니다`; not `오류 0건`. */
export function levelInKorean(text: string, at: number): LogLevel | null {
  if (at > 0 && text.charCodeAt(at - 1) >= firstHangul) return null
  for (const [name, level] of koreanNames) {
    if (!text.startsWith(name, at)) continue
    koreanCue.lastIndex = at + name.length
    const cue = koreanCue.exec(text)?.[0]
    if (cue === undefined) return null
    if (cue === ']' && text.charAt(at - 1) !== '[') return null
    return cue === ':' || cue === ']' || level === 'error' ? level : null
  }
  return null
}
