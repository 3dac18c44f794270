/** Bytes of memory as limits of containers are written, by 1,024: `512 MB`, `1.5 GB`. */
export function memorySize(bytes: number): string {
  const mebibytes = bytes / 1_048_576
  if (mebibytes < 1) return `${Math.round(bytes / 1_024)} kB`
  return mebibytes < 1_024 ? `${rounded(mebibytes)} MB` : `${rounded(mebibytes / 1_024)} GB`
}

function rounded(value: number): string {
  return value >= 10 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1)
}
