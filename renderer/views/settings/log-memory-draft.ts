import { logMemory } from '../../../src/domain/settings'

/** The megabytes that a text names; null where it is no whole number between the least and the most. */
export function readLogMemory(draft: string): number | null {
  const text = draft.trim().replace(/^(\d{1,3}),(\d{3})$/, '$1$2')
  if (!/^\d{1,6}$/.test(text)) return null
  const megabytes = Number(text)
  return megabytes < logMemory.leastMegabytes || megabytes > logMemory.mostMegabytes ? null : megabytes
}
