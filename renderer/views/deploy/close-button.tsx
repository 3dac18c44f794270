import type { ReactElement } from 'react'
import { IconButton } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { closeDialog } from '../../stores/navigation-store'

/** The cross in a dialog's corner. */
export function CloseButton(): ReactElement {
  const { t } = useTranslation('deploy')
  return <IconButton icon="x" label={t('close')} onClick={closeDialog} />
}
