import { type ReactElement, useEffect, useState } from 'react'
import { plainLine } from '../../../src/domain/ansi-spans'
import { jsonTree } from '../../../src/domain/log-json'
import { Button, IconButton } from '../../components/button'
import { CopyButton } from '../../components/copy-button'
import { Dialog, DialogTitle } from '../../components/dialog'
import { scrollable } from '../../components/scrollable'
import { Segments } from '../../components/segments'
import { useClient } from '../../client-context'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { reportError } from '../../stores/notice-store'
import { JsonTree } from './log-json'
import type { LogRow } from './log-row-cache'

const noHits = { matcher: null, isCurrent: false }
const mostTreeLines = 2_000
/** So much is painted at once; more on request, as a line may have a million characters. */
const pageLength = 50_000

type WholeLineDialogProps = {
  readonly viewId: string | null
  readonly row: LogRow
  /** Service and time, as the page writes them. */
  readonly from: string
  readonly onClose: () => void
}

/** One line whole: as a tree where it is JSON, or wrapped as text. */
export function WholeLineDialog({ viewId, row, from, onClose }: WholeLineDialogProps): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const text = useWholeLine(viewId, row.number)
  const tree = text === null ? null : jsonTree(text)
  const [shape, setShape] = useState<'tree' | 'text'>('tree')
  const plain = text === null ? '' : plainLine(text)
  return (
    <Dialog size="mid" onClose={onClose}>
      <header>
        <DialogTitle>{t('whole.title')}</DialogTitle>
        <span className="meta tx2 ell">
          {from} · {t('whole.characters', { formatted: formatCount(plain.length, language) })}
        </span>
        <span className="grow" />
        {tree !== null && (
          <Segments
            label={t('whole.title')}
            value={shape}
            choices={[
              { value: 'tree', word: t('whole.tree') },
              { value: 'text', word: t('whole.text') },
            ]}
            onChoose={setShape}
          />
        )}
        <CopyButton text={plain} size="m" />
        <IconButton icon="x" label={t('close', { ns: 'app' })} onClick={onClose} />
      </header>
      <div className="body whole-line" {...scrollable}>
        {text === null && <p className="tx2">{t('whole.reading')}</p>}
        {text === '' && <p className="tx2">{t('whole.gone')}</p>}
        {tree !== null && shape === 'tree' ? (
          <JsonTree tree={tree} hits={noHits} most={mostTreeLines} />
        ) : (
          <LongText text={plain} />
        )}
      </div>
    </Dialog>
  )
}

function LongText({ text }: { readonly text: string }): ReactElement {
  const { t } = useTranslation('logs')
  const [length, setLength] = useState(pageLength)
  return (
    <>
      <pre>{text.slice(0, length)}</pre>
      {text.length > length && (
        <Button size="s" onClick={() => setLength(length + pageLength)}>
          {t('whole.next')}
        </Button>
      )}
    </>
  )
}

/** Null until it has been read; empty where the line isn't held any more. */
function useWholeLine(viewId: string | null, number: number): string | null {
  const client = useClient()
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    if (viewId === null) return undefined
    const reading = new AbortController()
    client.request('read-log-line', { viewId, number }, reading.signal).then((line) => setText(line.text), reportError)
    return () => reading.abort()
  }, [client, viewId, number])
  return text
}
