import type { ReactElement } from 'react'
import { useClock } from '../../format/clock'
import { formatDay } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { RegistryLine } from './use-registries'

/** Who one is at a registry, and who says so. */
export function RegistryLogin({ line: { typed, docker } }: { readonly line: RegistryLine }): ReactElement {
  const { t } = useTranslation('registries')
  const language = useLanguage()
  const date = useClock((nowMs) => formatDay(typed?.sinceMs ?? nowMs, nowMs, language))
  if (typed === null) return <DockerLogin docker={docker} />
  const { username, isKept } = typed
  return (
    <>
      {t('typed', { user: username })}
      <div className="tx3">
        {isKept ? t('keptSince', { date }) : t('untilClosed')}
        {docker.kind !== 'nobody' && <>, {t('instead')}</>}
      </div>
    </>
  )
}

function DockerLogin({ docker }: Pick<RegistryLine, 'docker'>): ReactElement {
  const { t } = useTranslation('registries')
  switch (docker.kind) {
    case 'nobody':
      return <span className="tx3">{t('docker.nobody')}</span>
    case 'config':
      return <>{t('docker.config')}</>
    case 'helper':
      return <>{t('docker.helper', { helper: docker.helper })}</>
    case 'unusable':
      return <>{t('docker.unusable')}</>
  }
}
