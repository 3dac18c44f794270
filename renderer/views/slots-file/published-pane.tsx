import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { scrollable } from '../../components/scrollable'
import { useTranslation } from '../../i18n/use-translation'
import type { SlotsFileModel } from './use-slots-file'

/** What is published now, or how to publish the first file. */
export function PublishedPane({
  model,
  hostName,
}: {
  readonly model: SlotsFileModel
  readonly hostName: string
}): ReactElement {
  const { t } = useTranslation('slotsFile')
  const { published, shown } = model
  if (published === null) {
    return (
      <p className="diff-note" role="status">
        {t('loading')}
      </p>
    )
  }
  if (published.versions.length === 0) {
    return (
      <div className="log-note first-file">
        <h2>{t('none', { host: hostName })}</h2>
        <p>{t('noneText')}</p>
        <Button kind="primary" icon="folder" keyCap="O" onClick={model.choose}>
          {t('choose')}
        </Button>
      </div>
    )
  }
  if (published.text === null) return <p className="diff-note">{t('contentGone')}</p>
  return (
    <div className="diff" role="region" aria-label={t('text', { version: shown ?? 0 })} {...scrollable}>
      {published.text
        .replace(/\n$/, '')
        .split('\n')
        .map((line, index) => (
          <div key={index} className="dl one">
            <span>{index + 1}</span>
            <code>{line}</code>
          </div>
        ))}
    </div>
  )
}
