import type { ReactElement } from 'react'
import type { InterruptionView } from '../../../src/contract/interruption-view'
import { StateWord } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { isStageDone, stageColumns } from './interrupted-stages'

type Interrupted = InterruptionView['services'][number]

/** How far the deployment came with each service, and what its users get. */
export function StageTable({ services }: { readonly services: readonly Interrupted[] }): ReactElement {
  const { t } = useTranslation('interrupted')
  return (
    <section className="card clip">
      <div className="ch">
        <h2>{t('done')}</h2>
      </div>
      <table className="tbl cut" aria-label={t('done')}>
        <thead>
          <tr>
            <th className="col-name">{t('service')}</th>
            {stageColumns.map((column) => (
              <th key={column}>{t(column)}</th>
            ))}
            <th className="col-now">{t('usersGet')}</th>
          </tr>
        </thead>
        <tbody>
          {services.map((service) => (
            <StageRow key={service.service} service={service} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function StageRow({ service }: { readonly service: Interrupted }): ReactElement {
  const { t } = useTranslation('interrupted')
  return (
    <tr>
      <td>
        <b className="ell name">{service.service}</b>
      </td>
      {stageColumns.map((column) => (
        <td key={column}>
          <StageMark service={service} isDone={isStageDone(service, column)} />
        </td>
      ))}
      <td className="nowc">
        <b>{t(service.serving, { service: service.service })}</b>
        <ContainerNote service={service} />
      </td>
    </tr>
  )
}

function StageMark({ service, isDone }: { readonly service: Interrupted; readonly isDone: boolean }): ReactElement {
  const { t } = useTranslation('interrupted')
  if (service.stage === 'untouched') {
    return (
      <StateWord tone="idle" shape="same">
        {t('leftAlone')}
      </StateWord>
    )
  }
  return isDone ? (
    <StateWord tone="ok" shape="ok" quiet>
      {t('isDone')}
    </StateWord>
  ) : (
    <StateWord tone="idle" shape="empty">
      {t('notDone')}
    </StateWord>
  )
}

/** Which container that is; where nothing answers, that the old one can be started at any time, or that none is left. */
function ContainerNote({ service }: { readonly service: Interrupted }): ReactElement | null {
  const { t } = useTranslation('interrupted')
  const { stage, serving, oldContainer, newContainer } = service
  const text = (): string | null => {
    if (stage === 'lost') return t('noneLeft')
    if (serving === 'nothing') return oldContainer === null ? null : t('oldStands', { container: oldContainer })
    return serving === 'new' ? newContainer : oldContainer
  }
  const shown = text()
  return shown === null ? null : <div className="meta tx2 ell">{shown}</div>
}
