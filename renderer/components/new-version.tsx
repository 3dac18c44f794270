import type { ReactElement } from 'react'
import { useTranslation } from '../i18n/use-translation'
import { openView } from '../stores/navigation-store'
import { useUnseenVersion } from '../stores/version-store'

/** Says in passing that a newer version exists, and leads to where more is said of it. */
export function NewVersion(): ReactElement | null {
  const { t } = useTranslation('settings')
  const version = useUnseenVersion()
  return version === null ? null : (
    <button type="button" className="link" onClick={() => openView({ kind: 'settings' })}>
      {t('version.isThere', { version })}
    </button>
  )
}
