import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { Segments } from '../../components/segments'
import { useClock } from '../../format/clock'
import { formatMomentInFull } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { SlotsFileModel } from './use-slots-file'

type SlotsFileHeadProps = {
  readonly model: SlotsFileModel
  readonly hostName: string
  readonly whole: boolean
  readonly onWhole: (whole: boolean) => void
}

/** Which file this is, what is published, and how it is looked at. */
export function SlotsFileHead({ model, hostName, whole, onWhole }: SlotsFileHeadProps): ReactElement {
  const { t } = useTranslation('slotsFile')
  const { check } = model
  return (
    <div className="viewbar">
      <h1>{t('title', { host: hostName })}</h1>
      {check !== null && (
        <code className="tx2">
          {check.ofVersion === null ? check.fileName : t('oldVersion', { version: check.ofVersion })}
        </code>
      )}
      <PublishedChip model={model} />
      <span className="grow" />
      {check !== null && (
        <Segments
          label={t('shown')}
          value={whole ? 'whole' : 'changes'}
          choices={[
            { value: 'changes', word: t('changes') },
            { value: 'whole', word: t('whole') },
          ]}
          onChoose={(value) => onWhole(value === 'whole')}
        />
      )}
      {check !== null && (
        <Button icon="rst" keyCap="R" onClick={model.again}>
          {t('again')}
        </Button>
      )}
      <Button icon="folder" keyCap="O" onClick={model.choose}>
        {t('choose')}
      </Button>
    </div>
  )
}

function PublishedChip({ model }: { readonly model: SlotsFileModel }): ReactElement | null {
  const { t } = useTranslation('slotsFile')
  const language = useLanguage()
  const newest = model.published?.versions[0]
  const when = useClock((nowMs) => (newest === undefined ? '' : formatMomentInFull(newest.atMs, nowMs, language)))
  if (model.published === null) return null
  return (
    <span className="chip">
      <Icon name="file" />
      {newest === undefined ? t('notPublished') : t('publishedChip', { version: newest.version, by: newest.by, when })}
    </span>
  )
}
