import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogViewState } from '../../../src/contract/log-contract'
import { cssVariables } from '../../components/css-variables'
import { Icon } from '../../components/icon'
import { formatCount } from '../../format/count'
import { useLanguage } from '../../i18n/use-language'

type LogServicesProps = {
  readonly services: readonly string[]
  readonly shown: readonly string[]
  readonly state: LogViewState | null
  readonly colorOf: (service: string) => string
  readonly onToggle: (service: string) => void
}

/** A button a service that shows or hides its lines, with how many of them are held. */
export function LogServices({ services, shown, state, colorOf, onToggle }: LogServicesProps): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  return (
    <div className="flex log-services" role="group" aria-label={t('services')}>
      {services.map((service) => {
        const count = state?.counts[state.services.indexOf(service)]
        return (
          <button
            key={service}
            type="button"
            className="fchip"
            style={cssVariables({ '--c': colorOf(service) })}
            aria-pressed={shown.includes(service)}
            title={t('onlyService', { service })}
            onClick={() => onToggle(service)}
          >
            <span className="sw" />
            {shown.includes(service) && <Icon name="check" />}
            <span className="ell">{service}</span>
            {count !== undefined && <span className="n">{formatCount(count, language)}</span>}
          </button>
        )
      })}
    </div>
  )
}
