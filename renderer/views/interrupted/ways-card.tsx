import { type ReactElement, useId } from 'react'
import type { InterruptionView } from '../../../src/contract/interruption-view'
import { Button } from '../../components/button'
import { KeyCap } from '../../components/key-cap'
import { useClock } from '../../format/clock'
import { formatRunning } from '../../format/time'
import { useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument } from '../../keys'
import { ErrorNote } from '../deploy/error-note'
import type { Choice, Takeover } from './use-interruption'

type WaysCardProps = {
  readonly view: InterruptionView
  readonly chosen: Choice
  readonly onChoose: (choice: Choice) => void
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly reasonId: string
  readonly takeover: Takeover
  /** Why the chosen way can't be gone now; undefined: it can. */
  readonly whyNot: string | undefined
  readonly onGo: () => void
}

/** The three ways on, side by side, and the reason that everybody will read. */
export function WaysCard(props: WaysCardProps): ReactElement {
  const { view, chosen, onChoose, takeover } = props
  const { t } = useTranslation('interrupted')
  const labelId = useId()
  return (
    <section className="card takeover">
      <div className="ch">
        <h2 id={labelId}>{t('question', { slot: view.slot })}</h2>
        <span className="r meta tx3">
          {view.lockDeploymentId === '' ? t('takesLock') : t('takesOver', { owner: view.owner })}
        </span>
      </div>
      <div className="cb">
        <div className="three" role="radiogroup" aria-labelledby={labelId}>
          {view.choices.map((way, index) => (
            <Way
              key={way.choice}
              way={way}
              number={index + 1}
              group={labelId}
              isSafest={view.safest === way.choice}
              isChosen={chosen === way.choice}
              onChoose={() => onChoose(way.choice)}
            />
          ))}
        </div>
        {takeover.error !== null && <ErrorNote error={takeover.error} />}
        <Reason {...props} />
      </div>
    </section>
  )
}

type WayProps = {
  readonly way: InterruptionView['choices'][number]
  readonly number: number
  readonly group: string
  readonly isSafest: boolean
  readonly isChosen: boolean
  readonly onChoose: () => void
}

const ends = { new: 'endsNew', old: 'endsOld', 'as-is': 'endsAsIs' } as const

function Way({ way, number, group, isSafest, isChosen, onChoose }: WayProps): ReactElement {
  const { t } = useTranslation('interrupted')
  const { choice, refusal, endsOn } = way
  return (
    <label className={refusal === null ? '' : 'off'}>
      <input type="radio" className="vh" name={group} checked={isChosen} onChange={onChoose} />
      <span className="flex">
        <span className={isChosen ? 'radio on' : 'radio'} />
        <b>{t(choice)}</b>
        {isSafest && <span className="chip new">{t('safest')}</span>}
        <span className="grow" />
        <KeyCap>{String(number)}</KeyCap>
      </span>
      <p>{refusal === null ? t(`${choice}Text`) : t(`refused-${refusal}`)}</p>
      {refusal === null && (
        <dl>
          {Object.entries(endsOn).map(([service, end]) => (
            <div key={service}>
              <dt className="ell">{service}</dt>
              <dd>{t(ends[end])}</dd>
            </div>
          ))}
        </dl>
      )}
    </label>
  )
}

const goTexts = { resume: 'goResume', 'put-back': 'goPut-back', unlock: 'goUnlock' } as const

function Reason(props: WaysCardProps): ReactElement {
  const { view, chosen, reason, onReason, reasonId, takeover, whyNot, onGo } = props
  const { t } = useTranslation('interrupted')
  const { sinceMs } = takeover
  const going = useClock((nowMs) => (sinceMs === null ? '' : t('going', { time: formatRunning(nowMs - sinceMs) })))
  return (
    <div className="reason">
      <div className="field">
        <label htmlFor={reasonId}>
          {t('reason')} <span className="tx3">{t('required')}</span>
        </label>
        <div className="input">
          <input
            id={reasonId}
            value={reason}
            maxLength={300}
            required
            autoComplete="off"
            onChange={(event) => onReason(event.currentTarget.value)}
          />
        </div>
        <span className="help" role="status">
          {sinceMs === null ? t('reasonHelp') : going}
        </span>
      </div>
      <Button
        kind="primary"
        size="l"
        keyCap={keyCapOf('Ctrl+Enter', platformOfDocument())}
        offBecause={whyNot}
        onClick={onGo}
      >
        {t(goTexts[chosen], { slot: view.slot })}
      </Button>
    </div>
  )
}
