import { type ReactElement, useState } from 'react'
import type { Delivery } from '../../../src/contract/notice-requests'
import { BerthError, describeError } from '../../../src/domain/berth-error'
import type { NoticeTarget } from '../../../src/domain/notice-target'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { StateWord } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { useDeliveriesStore } from '../../stores/deliveries-store'
import { useSampleStore } from '../../stores/sample-store'
import { reportError } from '../../stores/notice-store'
import { offerUndo } from '../../stores/undo-store'
import { TargetDialog } from './target-dialog'

/** Who else is told what this person does: Slack and webhooks, each with how its last message went. */
export function WordCard({ targets }: { readonly targets: readonly NoticeTarget[] }): ReactElement {
  const { t } = useTranslation('notices')
  const isSample = useSampleStore((state) => state.isSample)
  const [edited, setEdited] = useState<NoticeTarget | 'new' | null>(null)
  return (
    <section className="card" aria-label={t('others')}>
      <div className="ch">
        <h2>{t('others')}</h2>
        <span className="r" />
        <Button size="s" icon="plus" offBecause={isSample ? t('inSample') : undefined} onClick={() => setEdited('new')}>
          {t('add')}
        </Button>
      </div>
      <div className="cb">
        <p className="meta tx3">{t('othersHelp')}</p>
        {targets.length === 0 && <p className="tx3">{t('noTargets')}</p>}
        <ul className="targets">
          {targets.map((target) => (
            <TargetRow key={target.id} target={target} onEdit={() => setEdited(target)} />
          ))}
        </ul>
      </div>
      {edited !== null && <TargetDialog target={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </section>
  )
}

function TargetRow({ target, onEdit }: { readonly target: NoticeTarget; readonly onEdit: () => void }): ReactElement {
  const { t } = useTranslation('notices')
  const client = useClient()
  const [isTesting, setTesting] = useState(false)
  const { id: targetId, name, kind, shown } = target
  const test = (): void => {
    setTesting(true)
    client
      .request('test-notice-target', { targetId })
      .catch(reportError)
      .finally(() => setTesting(false))
  }
  const remove = (): void => {
    const forget = (): Promise<unknown> => client.ask('forget-notice-secrets', { targetId })
    const bringBack = async (): Promise<void> => {
      const { isBack } = await client.ask('bring-back-notice-secrets', { targetId })
      if (!isBack) throw new BerthError('notice-secret-missing', { target: name })
      await client.request('save-notice-target', { target })
    }
    client
      .request('remove-notice-target', { targetId })
      .then(forget)
      .then(() => offerUndo({ word: 'targetRemoved', names: { name } }, bringBack))
      .catch(reportError)
  }
  return (
    <li>
      <div className="flex">
        <b className="ell">{name}</b>
        <span className="chip">{t(kind)}</span>
        <code className="ell meta tx2">{shown}</code>
        <span className="grow" />
        <Button
          size="s"
          aria-label={t('testTarget', { name })}
          offBecause={isTesting ? t('testing') : undefined}
          onClick={test}
        >
          {isTesting ? t('testing') : t('test')}
        </Button>
        <Button size="s" aria-label={t('editTarget', { name })} onClick={onEdit}>
          {t('edit')}
        </Button>
        <Button size="s" kind="ghost" aria-label={t('removeTarget', { name })} onClick={remove}>
          {t('remove')}
        </Button>
      </div>
      <div role="status">
        <Outcome targetId={targetId} />
      </div>
    </li>
  )
}

function Outcome({ targetId }: { readonly targetId: string }): ReactElement {
  const { t } = useTranslation('notices')
  const delivery = useDeliveriesStore((state) => state.deliveries.find((one) => one.targetId === targetId))
  if (delivery === undefined) return <p className="tres">{t('notSent')}</p>
  return <DeliveryLine delivery={delivery} />
}

function DeliveryLine({ delivery }: { readonly delivery: Delivery }): ReactElement {
  const { t } = useTranslation('notices')
  const language = useLanguage()
  const { atMs, tookMs, attempts, error, dropped, tooOld } = delivery
  const time = useClock((nowMs) => formatMoment(atMs, nowMs, language))
  const told = error === null ? null : describeError(error, language)
  return (
    <div className={error === null ? 'tres' : 'tres bad'}>
      <StateWord tone={error === null ? 'ok' : 'bad'} shape={error === null ? 'ok' : 'bad'}>
        {told === null ? t('arrived') : told.message}
      </StateWord>
      {told !== null && <span>{told.hint}</span>}
      <span>{t('arrivedWhen', { time, seconds: (tookMs / 1_000).toFixed(1) })}</span>
      {attempts > 1 && <span>{t('attempts', { count: attempts })}</span>}
      {dropped > 0 && <span>{t('dropped', { count: dropped })}</span>}
      {tooOld > 0 && <span>{t('tooOld', { count: tooOld })}</span>}
    </div>
  )
}
