import type { Language } from '../berth-error'
import { environmentRemarks } from './environment-remarks'
import { fileRemarks } from './file-remarks'
import { serviceRemarks } from './service-remarks'
import { slotRemarks } from './slot-remarks'
import { unsupportedRemarks } from './unsupported-remarks'
import { valueRemarks } from './value-remarks'

/** Everything that can be said about a slots file. */
export const remarkCatalog = {
  ...fileRemarks,
  ...valueRemarks,
  ...environmentRemarks,
  ...serviceRemarks,
  ...unsupportedRemarks,
  ...slotRemarks,
} as const

/** Stable, for scripts that read `--json`. */
export type RemarkCode = keyof typeof remarkCatalog

/** Message and hint of a remark in one language. */
export function describeRemark(
  remark: { readonly code: string; readonly details: Readonly<Record<string, string | number>> },
  language: Language,
): { readonly message: string; readonly hint: string } {
  // A newer Berth may have published what an older one reads.
  if (!isRemarkCode(remark.code)) return { message: remark.code, hint: '' }
  const { message, hint } = remarkCatalog[remark.code][language]
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => String(remark.details[name] ?? ''))
  return { message: fill(message), hint: fill(hint) }
}

function isRemarkCode(code: string): code is RemarkCode {
  return Object.hasOwn(remarkCatalog, code)
}
