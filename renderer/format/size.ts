const steps = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes in the largest unit that leaves a number over one: `812 B`, `157 MB`, `1.2 GB`. Decimal, as registries and Docker count. */
export function formatBytes(bytes: number): string {
  const { value, unit } = scale(bytes)
  return `${value} ${unit}`
}

/** How much of how much, in the unit of the whole: done and total without their unit, and that unit. */
export function formatBytesOf(doneBytes: number, totalBytes: number): { done: string; total: string; unit: string } {
  const { value, unit, divisor } = scale(totalBytes)
  return { done: round(Math.min(doneBytes, totalBytes) / divisor), total: value, unit }
}

function scale(bytes: number): { value: string; unit: string; divisor: number } {
  const size = Math.max(0, bytes)
  const step = size < 1_000 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log10(size) / 3))
  const divisor = 1_000 ** step
  return { value: round(size / divisor), unit: steps[step] ?? 'B', divisor }
}

function round(value: number): string {
  return value >= 10 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1)
}

/** A share from 0 to 1 as `62%`; 100% only when it is all. */
export function formatShare(share: number): string {
  const percent = Math.max(0, Math.min(1, share)) * 100
  return `${percent >= 100 ? 100 : Math.min(99, Math.round(percent))}%`
}
