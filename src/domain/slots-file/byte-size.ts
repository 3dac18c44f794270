const powers = ['b', 'k', 'm', 'g', 't', 'p']

/** Reads `512m`, `1.5g`, `64kb`, `1024` into bytes, steps of 1,024 as Compose has them; null for anything else. */
export function parseByteSize(text: string): number | null {
  const match = /^(\d{1,15}(?:\.\d{1,6})?) ?([bkmgtp]?)b?$/i.exec(text)
  if (match === null) return null
  const [, count = '', unit = ''] = match
  const bytes = Math.floor(Number(count) * 1_024 ** Math.max(0, powers.indexOf(unit.toLowerCase())))
  return Number.isSafeInteger(bytes) ? bytes : null
}
