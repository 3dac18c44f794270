/** `38.5 MB`, decimal as registries and Docker count; below a tenth of one `<0.1 MB`. */
export function formatMegabytes(bytes: number): string {
  return bytes > 0 && bytes < 100_000 ? '<0.1 MB' : `${(bytes / 1e6).toFixed(1)} MB`
}
