/** What a deployment put in place of what, as the end of a sentence; empty where neither is known. */
export function change(what = '', was = ''): string {
  if (what === '') return ''
  return was === '' || was === what ? `: ${what}` : `: ${was} → ${what}`
}

/** Milliseconds as seconds with one digit after the point. */
export function seconds(tookMs = ''): string {
  return (Number(tookMs) / 1_000).toFixed(1)
}

/** Bytes as whole megabytes. */
export function megabytes(bytes: string): string {
  return String(Math.round(Number(bytes) / 1_048_576))
}
