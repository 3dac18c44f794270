import type { ReactElement } from 'react'
import { useTranslation } from '../../i18n/use-translation'
import { type HostKind, hostKinds } from './host-draft'

type WayChoiceProps = { readonly way: HostKind; readonly onChoose: (way: HostKind) => void }

/** SSH, TLS or local, as cards; the arrow keys go between them as in every group of radio buttons. */
export function WayChoice({ way, onChoose }: WayChoiceProps): ReactElement {
  const { t } = useTranslation('hosts')
  return (
    <div className="types" role="radiogroup" aria-label={t('way')}>
      {hostKinds.map((kind) => (
        <label key={kind} className="choice">
          <input
            type="radio"
            className="vh"
            name="host-way"
            checked={kind === way}
            aria-labelledby={`host-way-${kind}-name`}
            aria-describedby={`host-way-${kind}`}
            onChange={() => onChoose(kind)}
          />
          <span className={kind === way ? 'radio on' : 'radio'} />
          <b id={`host-way-${kind}-name`}>{t(`ways.${kind}.title`)}</b>
          <span className="text" id={`host-way-${kind}`}>
            {t(`ways.${kind}.text`)}
          </span>
        </label>
      ))}
    </div>
  )
}
