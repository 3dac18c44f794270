import type { ReactElement } from 'react'
import { noService, rowKind } from '../../../src/contract/log-contract'
import { plainLine } from '../../../src/domain/ansi-spans'
import { displayText } from '../../../src/domain/display-text'
import type { LogRow } from './log-row-cache'
import { readMarker } from './read-marker'
import type { LogPageModel } from './use-log-page'
import { useSpokenMarker } from './use-marker-words'

const longestSpoken = 300

/** Tells screen readers the line the keys went to: the log itself is silent, as it never stops. */
export function SpokenLine({
  model,
  row,
}: {
  readonly model: LogPageModel
  readonly row: LogRow | undefined
}): ReactElement {
  const spokenMarker = useSpokenMarker()
  const spoken = (told: LogRow): string => {
    const service = told.service === noService ? '' : (model.paint.services[told.service] ?? '')
    return told.kind === rowKind.marker ? spokenMarker(readMarker(told.text), service) : spokenText(told, service)
  }
  return (
    <p className="vh" role="status">
      {row !== undefined && spoken(row)}
    </p>
  )
}

function spokenText({ level, text }: LogRow, service: string): string {
  const words = displayText(plainLine(text.slice(0, longestSpoken * 2)), longestSpoken)
  return [service, level === 'none' ? '' : level, words].filter((part) => part !== '').join(', ')
}
