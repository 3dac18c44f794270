import type { ReactElement } from 'react'
import type { Settings } from '../../../src/domain/settings'
import { useClient } from '../../client-context'
import { CheckBox } from '../../components/check-box'
import { useTranslation } from '../../i18n/use-translation'
import type { SettingsChange } from './settings-change'

type TrayRowsProps = {
  readonly settings: Pick<Settings, 'showsTray' | 'staysInTray'>
  readonly change: (part: SettingsChange) => void
}

/** Whether Berth stands in the tray, and whether closing the window leaves it there. On macOS closing does so anyway. */
export function TrayRows({ settings: { showsTray, staysInTray }, change }: TrayRowsProps): ReactElement {
  const { t } = useTranslation('settings')
  const { platform } = useClient().start
  return (
    <div className="srow">
      <span className="lab">{t('tray.row')}</span>
      <div className="ctl">
        <CheckBox checked={showsTray} label={t('tray.show')} onToggle={() => change({ showsTray: !showsTray })}>
          {t('tray.show')}
        </CheckBox>
        {showsTray && platform !== 'darwin' && (
          <CheckBox checked={staysInTray} label={t('tray.stay')} onToggle={() => change({ staysInTray: !staysInTray })}>
            {t('tray.stay')}
          </CheckBox>
        )}
        <p className="help">
          {t('tray.help')} {platform === 'linux' && t('tray.linux')}
        </p>
      </div>
    </div>
  )
}
