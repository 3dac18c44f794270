import type { ReactElement, ReactNode } from 'react'
import { type AnsiSpan, ansiSpans } from '../../../src/domain/ansi-spans'
import type { LineMatcher } from '../../../src/domain/line-matcher'
import { cutAtHits } from './log-matches'

/** Hits marked in one line; a line of 4,000 letters must not become as many elements. */
const mostHits = 60

/** What is marked in a row's texts. */
export type HitPaint = { readonly matcher: LineMatcher | null; readonly isCurrent: boolean }

/** A line's text in its own colours, hits marked. */
export function LogRowText({ text, hits }: { readonly text: string; readonly hits: HitPaint }): ReactElement {
  const spans = ansiSpans(text)
  const ranges = hits.matcher?.ranges(spans.map((span) => span.text).join(''), mostHits) ?? []
  const pieces = cutAtHits(
    spans.map((span) => span.text),
    ranges,
  )
  return (
    <>
      {spans.map((span, index) => (
        <span key={index} className={spanClass(span)}>
          {(pieces[index] ?? []).map((piece, at) =>
            piece.hit ? (
              <Hit key={at} isCurrent={hits.isCurrent}>
                {piece.text}
              </Hit>
            ) : (
              piece.text
            ),
          )}
        </span>
      ))}
    </>
  )
}

/** A plain text with its hits marked. */
export function MarkedText({ text, hits }: { readonly text: string; readonly hits: HitPaint }): ReactNode {
  const ranges = hits.matcher?.ranges(text, mostHits) ?? []
  if (ranges.length === 0) return text
  const [pieces = []] = cutAtHits([text], ranges)
  return pieces.map((piece, index) =>
    piece.hit ? (
      <Hit key={index} isCurrent={hits.isCurrent}>
        {piece.text}
      </Hit>
    ) : (
      piece.text
    ),
  )
}

function Hit({ isCurrent, children }: { readonly isCurrent: boolean; readonly children: string }): ReactElement {
  return <mark className={isCurrent ? 'hit now' : 'hit'}>{children}</mark>
}

const colorClass = {
  red: 'a-r',
  green: 'a-g',
  yellow: 'a-y',
  blue: 'a-b',
  magenta: 'a-m',
  cyan: 'a-c',
  dim: 'a-d',
} as const

function spanClass(span: AnsiSpan): string | undefined {
  const classes = [span.color === null ? '' : colorClass[span.color], span.bold ? 'a-B' : '', span.dim ? 'a-d' : '']
  return classes.filter((name) => name !== '').join(' ') || undefined
}
