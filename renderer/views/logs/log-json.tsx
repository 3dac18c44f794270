import { Fragment, type ReactElement } from 'react'
import type { JsonField, JsonLine, JsonNode } from '../../../src/domain/log-json'
import { cssVariables } from '../../components/css-variables'
import { useTranslation } from '../../i18n/use-translation'
import { jsonLines, type JsonPart } from './json-lines'
import { type HitPaint, MarkedText } from './log-row-text'

/** A JSON line in short: its message, who said it, and its other fields as far as they fit. */
export function JsonShort({ line, hits }: { readonly line: JsonLine; readonly hits: HitPaint }): ReactElement {
  const { prefix, message, logger, fields } = line
  return (
    <>
      {prefix !== '' && (
        <span className="a-d">
          <MarkedText text={`${prefix} `} hits={hits} />
        </span>
      )}
      {message !== null && <MarkedText text={message} hits={hits} />}
      {logger !== null && (
        <span className="a-d">
          {'  '}
          <MarkedText text={logger} hits={hits} />
        </span>
      )}
      {fields.map((field, index) => (
        <Fragment key={index}>
          {index === 0 && message === null && logger === null ? '' : '  '}
          <ShortField field={field} hits={hits} />
        </Fragment>
      ))}
    </>
  )
}

function ShortField({ field, hits }: { readonly field: JsonField; readonly hits: HitPaint }): ReactElement {
  const isText = field.kind === 'string'
  return (
    <>
      <span className="a-d">
        <MarkedText text={field.key} hits={hits} />=
      </span>
      <span className={isText ? undefined : 'a-m'}>
        <MarkedText text={field.text} hits={hits} />
      </span>
    </>
  )
}

type JsonTreeProps = {
  readonly tree: JsonNode
  readonly hits: HitPaint
  /** Lines shown at most; with more it says so. */
  readonly most: number
}

/** The unfolded tree of a JSON line. */
export function JsonTree({ tree, hits, most }: JsonTreeProps): ReactElement {
  const { t } = useTranslation('logs')
  const { lines, isCut } = jsonLines(tree, most)
  return (
    <div className="json">
      {lines.map(({ depth, parts }, index) => (
        <div key={index} style={cssVariables({ '--depth': String(depth) })}>
          {parts.map((part, at) => (
            <span key={at} className={partClass[part.kind]}>
              <MarkedText text={part.text} hits={hits} />
            </span>
          ))}
        </div>
      ))}
      {isCut && <div className="tx3">{t('jsonMore')}</div>}
    </div>
  )
}

const partClass = { key: 'k', string: 's', value: 'n', between: undefined } as const satisfies Record<
  JsonPart['kind'],
  string | undefined
>
