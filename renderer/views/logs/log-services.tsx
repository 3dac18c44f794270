import type { ReactElement } from 'react'
import { cssVariables } from '../../components/css-variables'
import { useTranslation } from '../../i18n/use-translation'
import { FilterToggle } from './filter-toggle'
import { toggled } from './log-filter-choice'
import type { LogPageModel } from './use-log-page'

/** A button a service that shows or hides its lines, with how many of them are held. */
export function LogServices({ model }: { readonly model: LogPageModel }): ReactElement {
  const { t } = useTranslation('logs')
  const { choice, filter, setFilter, snapshot, paint } = model
  return (
    <div className="flex log-services" role="group" aria-label={t('services')}>
      {choice.services.map((service) => (
        <FilterToggle
          key={service}
          isOn={!filter.hiddenServices.includes(service)}
          title={t('onlyService', { service })}
          count={snapshot.state?.counts[snapshot.state.services.indexOf(service)]}
          style={cssVariables({ '--c': paint.colorOf(service) })}
          onToggle={() => setFilter({ hiddenServices: toggled(filter.hiddenServices, service) })}
        >
          <span className="sw" />
          {service}
        </FilterToggle>
      ))}
    </div>
  )
}
