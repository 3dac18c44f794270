import type { TFunction } from 'i18next'
import type { ReactElement } from 'react'
import type { SlotsFileCheck } from '../../../src/contract/slots-file-view'
import { Icon } from '../../components/icon'
import { StateWord } from '../../components/state-shape'
import { formatList } from '../../format/list'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

type Change = SlotsFileCheck['changes'][number]
type Setting = Change['settings'][number]

/** Names of this many settings are shown; more are counted. */
const shownNames = 12

/** What publishing means for each slot, by the names of settings. */
export function ChangesCard({ check }: { readonly check: SlotsFileCheck }): ReactElement {
  const { t } = useTranslation('slotsFile')
  const language = useLanguage()
  const { changes, elsewhere } = check
  const changed = changes.filter(({ kind }) => kind !== 'unchanged').length
  return (
    <section className="card">
      <div className="ch">
        <h2>{t('which')}</h2>
        <span className="r meta tx3">{t('ofSlots', { changed, total: changes.length })}</span>
      </div>
      <ul className="slist">
        {changes.map((change) => (
          <SlotChange key={change.slot} change={change} />
        ))}
      </ul>
      {elsewhere.length > 0 && (
        <p className="cb meta tx2 card-note">
          {t('elsewhere', {
            slots: formatList(
              elsewhere.map(({ slot, host }) => `${slot} (${host})`),
              language,
            ),
          })}
        </p>
      )}
      <p className="cb meta tx2 card-note">{t('restartsNothing')}</p>
    </section>
  )
}

function SlotChange({ change }: { readonly change: Change }): ReactElement {
  const { t } = useTranslation('slotsFile')
  const language = useLanguage()
  if (change.kind === 'unchanged') {
    return (
      <li className="same">
        <b>{change.slot}</b>
        <StateWord tone="idle" shape="same">
          {t('unchanged')}
        </StateWord>
      </li>
    )
  }
  const names = [...change.services.flatMap(({ settings }) => settings), ...change.settings]
  return (
    <li>
      <b>{change.slot}</b>
      <span className="change-word">
        <Icon name="file" />
        {formatList(changeWords(change, t), language)}
      </span>
      {names.length > 0 && <Names settings={names} />}
    </li>
  )
}

function changeWords(change: Change, t: TFunction<'slotsFile'>): readonly string[] {
  if (change.kind === 'added') return [t('newSlot')]
  if (change.kind === 'removed') return [t('removedSlot')]
  const services = change.services.map(({ service, kind, settings }) => {
    if (kind === 'added') return t('newService', { service })
    return kind === 'removed' ? t('removedService', { service }) : t('settingsOf', { count: settings.length, service })
  })
  return change.settings.length === 0 ? services : [...services, t('slotItself')]
}

function Names({ settings }: { readonly settings: readonly Setting[] }): ReactElement {
  const { t } = useTranslation('slotsFile')
  const names = [...new Set(settings.map((setting) => nameOf(setting, t)))]
  const more = names.length - shownNames
  return (
    <p>
      <code className="wrap">{names.slice(0, shownNames).join(', ')}</code>
      {more > 0 && ` +${more}`}
    </p>
  )
}

function nameOf({ name, kind }: Setting, t: TFunction<'slotsFile'>): string {
  if (kind === 'added') return t('isNew', { name })
  return kind === 'removed' ? t('isGone', { name }) : name
}
