import { type ReactElement, useId } from 'react'
import type { SlotsFileCheck } from '../../../src/contract/slots-file-view'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument } from '../../keys'
import type { SlotsFileModel } from './use-slots-file'

type PublishBoxProps = {
  readonly model: SlotsFileModel
  readonly check: SlotsFileCheck
  readonly hostName: string
  readonly note: string
  readonly onNote: (note: string) => void
  /** Why it can't be published now; undefined: it can. */
  readonly offBecause: string | undefined
}

/** The word to others, and the button that publishes. */
export function PublishBox({ model, check, hostName, note, onNote, offBecause }: PublishBoxProps): ReactElement {
  const { t } = useTranslation('slotsFile')
  const noteId = useId()
  const version = check.against?.version ?? null
  return (
    <section className="pubbox">
      <div className="field">
        <label htmlFor={noteId}>{t('note')}</label>
        <div className="input">
          <input id={noteId} value={note} maxLength={300} onChange={(event) => onNote(event.currentTarget.value)} />
        </div>
      </div>
      <div className="flex">
        <span className="meta tx2 grow">{version === null ? t('firstStays') : t('stays', { version })}</span>
        <Button size="l" onClick={model.discard}>
          {t('discard')}
        </Button>
        <Button
          size="l"
          kind="primary"
          keyCap={keyCapOf('Ctrl+Enter', platformOfDocument())}
          offBecause={offBecause}
          onClick={() => model.publish(note)}
        >
          {model.busy === 'publishing' ? t('publishing') : t('publish', { host: hostName })}
        </Button>
      </div>
    </section>
  )
}
