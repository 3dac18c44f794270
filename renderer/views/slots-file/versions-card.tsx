import { type ReactElement, type RefObject, useState } from 'react'
import type { SlotsFileVersion } from '../../../src/contract/slots-file-view'
import { Button } from '../../components/button'
import { TimeText } from '../../components/time-text'
import { formatMomentInFull } from '../../format/time'
import { useTranslation } from '../../i18n/use-translation'
import type { SlotsFileModel } from './use-slots-file'

type VersionsCardProps = {
  readonly model: SlotsFileModel
  readonly versions: readonly SlotsFileVersion[]
  /** Whether the host lets a version be published; else they are only looked at. */
  readonly canPublish: boolean
  readonly search: RefObject<HTMLInputElement | null>
}

/** The versions that are kept, with who, when and why; any of them can be published again. */
export function VersionsCard({ model, versions, canPublish, search }: VersionsCardProps): ReactElement {
  const { t } = useTranslation('slotsFile')
  const [needle, setNeedle] = useState('')
  const wanted = needle.trim().toLowerCase()
  const found = versions.filter((version) =>
    `r${version.version} ${version.by} ${version.note} ${version.slots.join(' ')}`.toLowerCase().includes(wanted),
  )
  return (
    <section className="card versions">
      <div className="ch">
        <h2>{t('versions')}</h2>
        <span className="meta tx3">{t('versionsNote')}</span>
        <span className="r" />
        <input
          ref={search}
          className="log-needle"
          type="search"
          value={needle}
          maxLength={200}
          placeholder={t('searchVersions')}
          aria-label={t('searchVersions')}
          onChange={(event) => setNeedle(event.currentTarget.value)}
        />
      </div>
      <ol className="vers" aria-label={t('versions')}>
        {found.map((version) => (
          <VersionLine
            key={version.version}
            version={version}
            newest={versions[0]?.version ?? 0}
            model={model}
            canPublish={canPublish}
          />
        ))}
      </ol>
      {found.length === 0 && <p className="cb meta tx2">{t('noVersion')}</p>}
    </section>
  )
}

type VersionLineProps = {
  readonly version: SlotsFileVersion
  readonly newest: number
  readonly canPublish: boolean
  readonly model: SlotsFileModel
}

function VersionLine({ version: one, newest, canPublish, model }: VersionLineProps): ReactElement {
  const { t } = useTranslation('slotsFile')
  const { version, by, atMs, note } = one
  const isShown = model.check === null && model.shown === version
  return (
    <li {...(isShown ? { 'aria-current': 'true' as const } : {})}>
      <b>{t('before', { version })}</b>
      <span className="vers-what">
        <span className="ell" title={note}>
          {note}
        </span>
        <span className="meta tx2">
          {by} · <TimeText atMs={atMs} format={formatMomentInFull} />
        </span>
      </span>
      <span className="vers-do">
        {version === newest && <span className="meta tx2">{t('current')}</span>}
        {!isShown && (
          <Button
            size="s"
            aria-label={t('lookAt', { version })}
            onClick={() => {
              model.discard()
              model.look(version)
            }}
          >
            {t('look')}
          </Button>
        )}
        {canPublish && version !== newest && (
          <Button size="s" icon="back" aria-label={t('backTo', { version })} onClick={() => model.goBackTo(version)}>
            {t('back')}
          </Button>
        )}
      </span>
    </li>
  )
}
