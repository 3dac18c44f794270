/** `14:34:01.016` in the computer's time zone. */
export function formatLogTime(atMs: number): string {
  const at = new Date(atMs)
  const two = (part: number): string => String(part).padStart(2, '0')
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
  return `${clock}.${String(at.getMilliseconds()).padStart(3, '0')}`
}

/** The time zone as people write it: `KST`, `GMT+9`. */
export function timeZoneName(atMs: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts(atMs)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
}

/** A file name for a saved log: slot and moment, harmless on every system. */
export function logFileName(slot: string, atMs: number): string {
  const at = new Date(atMs)
  const digits = [at.getFullYear(), at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes()]
  const stamp = digits.map((part) => String(part).padStart(2, '0')).join('')
  return `${slot.replace(/[^\w.-]+/g, '_').slice(0, 80)}-${stamp.slice(0, 8)}-${stamp.slice(8)}.log`
}
