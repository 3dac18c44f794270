import { displayText } from '../../../src/domain/display-text'
import { type LogMarker, logMarkers } from '../../../src/domain/log-line'

/** The sentence of each marker in the texts. */
export const markerTexts = {
  started: 'markerStarted',
  exited: 'markerExited',
  replaced: 'markerReplaced',
  gap: 'markerGap',
  'deploy-started': 'marker.deployStarted',
  'deploy-done': 'marker.deployDone',
  'deploy-failed': 'marker.deployFailed',
  'rolled-back': 'marker.rolledBack',
  healthy: 'marker.healthy',
  unhealthy: 'marker.unhealthy',
  'out-of-memory': 'marker.outOfMemory',
} as const satisfies Record<LogMarker, string>

/** A marker row's text in parts, harmless for display. */
export type MarkerRow = { readonly marker: LogMarker; readonly details: readonly string[] }

/** A marker row's text in parts; one of a later version counts as a gap. */
export function readMarker(text: string): MarkerRow {
  const [name = '', ...details] = text.split('\t')
  const marker = logMarkers.find((known) => known === name) ?? 'gap'
  return { marker, details: details.map((detail) => displayText(detail)) }
}

/** Whether it tells of a deployment, of the slot as a whole. */
export function isDeployment({ marker }: MarkerRow): boolean {
  return marker.startsWith('deploy-') || marker === 'rolled-back'
}

/** The parts of a deployment's marker; empty where not known. `outcome`: how long it took in milliseconds, or an error's code. */
export function deploymentDetails({ details }: MarkerRow): {
  readonly who: string
  readonly what: string
  readonly was: string
  readonly outcome: string
} {
  const [, who = '', what = '', was = '', outcome = ''] = details
  return { who, what, was, outcome }
}
