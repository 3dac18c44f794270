/** `platform/v1.3.10`, `v1.3.10` and `1.3.10` are one version. */
export function plainVersion(text: string): string {
  return text
    .slice(text.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/^v(?=\d)/, '')
}
