import type { ReactElement, ReactNode } from 'react'
import type { HostView, SlotView } from '../../../src/domain/board'
import { CopyButton } from '../../components/copy-button'
import { Icon } from '../../components/icon'
import { useTranslation } from '../../i18n/use-translation'
import { useSettingsStore } from '../../stores/settings-store'
import { slotRequest } from './slot-request'

type ReadOnlyBarProps = {
  /** What one can do here and what not, after the plain sentence. */
  readonly children: ReactNode
  /** The slot that a request can be made for; null: none is meant. */
  readonly wanted: { readonly host: HostView; readonly slot: SlotView } | null
}

/** Says that one can look and not change, and helps to ask somebody who can. */
export function ReadOnlyBar({ children, wanted }: ReadOnlyBarProps): ReactElement {
  const { t } = useTranslation(['readOnly', 'states'])
  const person = useSettingsStore((state) => state.settings.personName)
  return (
    <div className="robar" role="note">
      <Icon name="eye" />
      <p>
        <b>{t('lead')}</b> {children}
      </p>
      <span className="grow" />
      {wanted !== null && (
        <CopyButton
          size="m"
          label={t('copy', { slot: wanted.slot.name })}
          text={slotRequest({ ...wanted, person }, t)}
        />
      )}
    </div>
  )
}
