import type { ReactElement } from 'react'
import type { PlanComparison } from '../../../src/contract/plan-comparison'
import { useTranslation } from '../../i18n/use-translation'
import { changeLines } from './comparison-groups'

/** The settings that change, by name and never by value; nothing where all of them are carried over. */
export function ComparisonSettings({ comparison }: { readonly comparison: PlanComparison }): ReactElement | null {
  const { t } = useTranslation('deploy')
  const lines = changeLines(comparison)
  const settings = comparison.services.map((service) => service.settings.kind)
  const isUnknown = settings.includes('unknown')
  const isNotKept = settings.includes('not-kept')
  if (lines.length === 0 && !isUnknown && !isNotKept) {
    return settings.includes('compared') ? <p className="meta tx2">{t('compare.settingsSame')}</p> : null
  }
  return (
    <>
      <h3 className="meta">{t('compare.settings')}</h3>
      <ul className="names">
        {lines.map(({ service, origin, names }) => (
          <li key={`${service} ${origin}`}>
            <b>{service}</b>
            <span className="meta">
              {names.map(({ name, change }) => (
                <span key={name} className="changed-name">
                  <code>{name}</code> <span className="tx2">{t(`compare.${change}`)}</span>
                </span>
              ))}
              {origin === 'image' && <span className="tx3">{t('compare.defaults')}</span>}
              {origin === 'other' && <span className="tx2">{t('compare.settingsOther')}</span>}
            </span>
          </li>
        ))}
      </ul>
      {isUnknown && <p className="meta tx2">{t('compare.settingsUnknown')}</p>}
      {isNotKept && <p className="meta tx2">{t('compare.settingsNotKept')}</p>}
    </>
  )
}
