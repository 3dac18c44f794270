import type { ReactElement } from 'react'
import { useTranslation } from '../../i18n/use-translation'
import { RegistryLines } from './registry-lines'
import { useRegistries } from './use-registries'

/** The registries that images of the board come from: who one is there, and whether that is let in. */
export function RegistriesCard(): ReactElement {
  const { t } = useTranslation('registries')
  const lines = useRegistries()
  return (
    <section className="card registries" aria-labelledby="registries-title">
      <div className="ch">
        <h2 id="registries-title">{t('title')}</h2>
        <span className="r meta tx3">{t('lead')}</span>
      </div>
      {lines === null || lines.length === 0 ? (
        <p className="cb tx2">{lines === null ? '' : t('none')}</p>
      ) : (
        <table className="tbl regs">
          <caption className="vh">{t('title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('head.registry')}</th>
              <th scope="col">{t('head.login')}</th>
              <th scope="col">{t('head.answer')}</th>
              <th scope="col">
                <span className="vh">{t('head.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <RegistryLines key={line.registry} line={line} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
