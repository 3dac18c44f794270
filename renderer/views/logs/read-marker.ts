import type { LogMarker } from '../../../src/domain/log-line'

/** The sentence of each marker in the texts. */
export const markerTexts = {
  started: 'markerStarted',
  exited: 'markerExited',
  replaced: 'markerReplaced',
  gap: 'markerGap',
} as const satisfies Record<LogMarker, string>

/** A marker row's text in parts; one of a later version counts as a gap. */
export function readMarker(text: string): { readonly marker: LogMarker; readonly detail: string } {
  const [name = '', detail = ''] = text.split('\t', 2)
  return { marker: isMarker(name) ? name : 'gap', detail }
}

function isMarker(name: string): name is LogMarker {
  return Object.hasOwn(markerTexts, name)
}
