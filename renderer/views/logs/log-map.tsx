import { memo, type ReactElement, useMemo } from 'react'
import { cssVariables } from '../../components/css-variables'
import { bucketMarks, type LogMark, matchMarks } from './log-marks'
import { useLogMarks } from './use-log-marks'
import type { LogPageModel } from './use-log-page'

/** One bucket for so many pixels of the scroll bar. */
const bucketHeight = 3
const mostBuckets = 1_000

/** Marks over the scroll bar: errors, warnings, deployments, health, matches. The bar under them scrolls as ever. */
export function LogMap({ model }: { readonly model: LogPageModel }): ReactElement | null {
  const { scroll, search, snapshot, rows } = model
  const buckets = Math.min(mostBuckets, Math.floor(scroll.frame.viewport / bucketHeight))
  const marks = useLogMarks(model.session, snapshot, buckets)
  const flags = marks?.flags
  const found = useMemo(() => (flags === undefined ? [] : bucketMarks(flags)), [flags])
  const { first, end } = rows
  const matches = useMemo(
    () => (buckets < 1 ? [] : matchMarks(search.matches, { first, end }, buckets)),
    [search.matches, first, end, buckets],
  )
  // Without anything to scroll to there is no place that a mark could be for.
  const { content = null, viewport } = scroll.frame
  if (content !== null && content <= viewport) return null
  return (
    <div className="log-map" aria-hidden="true">
      <Marks marks={found} />
      <Marks marks={matches} />
    </div>
  )
}

const Marks = memo(function Marks({ marks }: { readonly marks: readonly LogMark[] }): ReactElement {
  return (
    <>
      {marks.map(({ kind, top, height }, index) => (
        <i key={index} className={kind} style={cssVariables({ '--y': percent(top), '--h': percent(height) })} />
      ))}
    </>
  )
})

function percent(part: number): string {
  return `${(part * 100).toFixed(2)}%`
}
