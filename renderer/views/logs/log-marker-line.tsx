import type { ReactElement } from 'react'
import type { LogMarker } from '../../../src/domain/log-line'
import { Icon, type IconName } from '../../components/icon'
import { StateShape, type ShapeName, type Tone } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { isDeployment, readMarker } from './read-marker'
import { type MarkerWords, useMarkerWords, useSpokenMarker } from './use-marker-words'

type LogMarkerLineProps = {
  readonly text: string
  readonly service: string
  /** As the page writes times. */
  readonly time: string
  readonly position: number
  readonly isSelected: boolean
}

/** Something that happened to a container or to the slot, across the whole line. */
export function LogMarkerLine({ text, service, time, position, isSelected }: LogMarkerLineProps): ReactElement {
  const row = readMarker(text)
  const words = useMarkerWords()(row, service)
  const spoken = useSpokenMarker()(row, service)
  const look = row.marker === 'gap' ? 'mark-gap' : isDeployment(row) ? 'mark-dep dep' : 'mark-dep'
  return (
    <div
      className={isSelected ? `${look} cur` : look}
      // It parts what was before from what came after; read out, it is one sentence.
      role="separator"
      aria-label={`${spoken}, ${time}`}
      data-row={position}
      data-marker={row.marker}
    >
      {row.marker === 'gap' ? words.sentence : <MarkerWordsLine marker={row.marker} words={words} time={time} />}
    </div>
  )
}

type MarkerWordsLineProps = { readonly marker: LogMarker; readonly words: MarkerWords; readonly time: string }

function MarkerWordsLine({ marker, words, time }: MarkerWordsLineProps): ReactElement {
  const { t } = useTranslation('logs')
  return (
    <>
      <MarkerSign marker={marker} />
      <b>{words.sentence}</b>
      <span className="ell">{[...words.details, time].join(' · ')}</span>
      {words.was !== '' && (
        <>
          <span className="grow" />
          <span className="tx2">{t('marker.was')}</span>
          <code className="ell">{words.was}</code>
        </>
      )}
    </>
  )
}

const markerIcons: Partial<Record<LogMarker, IconName>> = {
  started: 'play',
  exited: 'x',
  replaced: 'swap',
  'deploy-started': 'deploy',
}
const markerShapes: Partial<Record<LogMarker, { readonly tone: Tone; readonly shape: ShapeName }>> = {
  'deploy-done': { tone: 'ok', shape: 'ok' },
  'deploy-failed': { tone: 'bad', shape: 'fail' },
  'rolled-back': { tone: 'busy', shape: 'back' },
  healthy: { tone: 'ok', shape: 'ok' },
  unhealthy: { tone: 'bad', shape: 'bad' },
  'out-of-memory': { tone: 'bad', shape: 'bad' },
}

function MarkerSign({ marker }: { readonly marker: LogMarker }): ReactElement {
  const look = markerShapes[marker]
  if (look === undefined) return <Icon name={markerIcons[marker] ?? 'rst'} />
  return (
    <span className={`st st-${look.tone}`}>
      <StateShape name={look.shape} />
    </span>
  )
}
