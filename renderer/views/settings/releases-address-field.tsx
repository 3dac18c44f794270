import { type ReactElement, useState } from 'react'
import { readReleasesAddress } from '../../../src/domain/releases-address'
import { StateWord } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'

type ReleasesAddressFieldProps = { readonly address: string; readonly onSave: (address: string) => void }

/** Where packages are published; saved when the field is left. What can't be asked is said and never saved. */
export function ReleasesAddressField({ address, onSave }: ReleasesAddressFieldProps): ReactElement {
  const { t } = useTranslation('settings')
  const [draft, setDraft] = useState<string | null>(null)
  const read = readReleasesAddress(draft ?? address)
  const save = (): void => {
    if (read.kind === 'bad') return
    if (draft !== null && draft.trim() !== address) onSave(draft.trim())
    setDraft(null)
  }
  return (
    <div className="field">
      <label htmlFor="releases-address">{t('version.address')}</label>
      <div className={read.kind === 'bad' ? 'input bad' : 'input'}>
        <input
          id="releases-address"
          type="url"
          maxLength={2_000}
          value={draft ?? address}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={read.kind === 'bad'}
          aria-describedby="releases-address-help releases-address-problem"
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={save}
          onKeyDown={(event) => event.key === 'Enter' && save()}
        />
      </div>
      <span className="help" id="releases-address-help">
        {t('version.addressHelp')}
      </span>
      <div id="releases-address-problem" role="status">
        {read.kind === 'bad' && (
          <div className="tres bad">
            <StateWord tone="bad" shape="bad">
              {t(`version.refused.${read.reason}`)}
            </StateWord>
          </div>
        )}
      </div>
    </div>
  )
}
