import { type ReactElement, useState } from 'react'
import type { SlotsFileCheck } from '../../../src/contract/slots-file-view'
import { describeRemark } from '../../../src/domain/slots-file/remark-catalog'
import { StateShape, StateWord } from '../../components/state-shape'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { type ShownRemark, shownRemarks } from './diff-rows'

type CheckCardProps = { readonly check: SlotsFileCheck; readonly onShow: (remark: ShownRemark['remark']) => void }

/** From this many on, remarks can be searched. */
const manyRemarks = 6

/** Whether the file can be published, and everything that was found in it, with its place. */
export function CheckCard({ check, onShow }: CheckCardProps): ReactElement {
  const { t } = useTranslation('slotsFile')
  const language = useLanguage()
  const [needle, setNeedle] = useState('')
  const faults = check.faults.length
  const all = shownRemarks(check)
  const found = all.filter(({ remark }) => textOf(remark, language).toLowerCase().includes(needle.toLowerCase()))
  return (
    <section className="card">
      <div className="ch">
        <h2>{t('check')}</h2>
        <span className="r" role="status">
          <StateWord tone={faults === 0 ? 'ok' : 'bad'} shape={faults === 0 ? 'ok' : 'fail'} quiet={faults === 0}>
            {faults === 0 ? t('canPublish') : t('cannotPublish', { count: faults })}
          </StateWord>
        </span>
      </div>
      {all.length >= manyRemarks && (
        <input
          className="log-needle remark-needle"
          type="search"
          value={needle}
          maxLength={200}
          placeholder={t('filterRemarks')}
          aria-label={t('filterRemarks')}
          onChange={(event) => setNeedle(event.currentTarget.value)}
        />
      )}
      <ul className="vlist">
        {faults === 0 && <RulesLine check={check} />}
        {found.map((shown) => (
          <RemarkItem key={JSON.stringify(shown.remark)} shown={shown} onShow={onShow} />
        ))}
      </ul>
    </section>
  )
}

function textOf(remark: ShownRemark['remark'], language: 'en' | 'ko'): string {
  return `${describeRemark(remark, language).message} ${remark.file}:${remark.line} ${remark.path}`
}

function RulesLine({ check }: { readonly check: SlotsFileCheck }): ReactElement {
  const { t } = useTranslation('slotsFile')
  const slots = t('slots', { count: check.changes.filter(({ kind }) => kind !== 'removed').length })
  return (
    <li className="st-ok">
      <StateShape name="ok" />
      <b>{t('rules')}</b>
      <span />
      <p>{t('rulesText', { slots, services: t('services', { count: check.serviceCount }) })}</p>
    </li>
  )
}

function RemarkItem({ shown, onShow }: { readonly shown: ShownRemark; readonly onShow: CheckCardProps['onShow'] }) {
  const { t } = useTranslation('slotsFile')
  const { tone, remark } = shown
  const { message, hint } = describeRemark(remark, useLanguage())
  const { file, line, column } = remark
  return (
    <li className={`st-${tone}`}>
      <StateShape name={tone === 'bad' ? 'fail' : 'warn'} />
      <b className="wrap">
        <span className="vh">{tone === 'bad' ? t('fault') : t('warning')}: </span>
        {message}
      </b>
      <button type="button" className="ln2" onClick={() => onShow(remark)}>
        {t('place', { file, line, column })}
      </button>
      <p>{hint}</p>
    </li>
  )
}
