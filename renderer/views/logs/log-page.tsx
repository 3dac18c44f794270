import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../client-context'
import { formatCount } from '../../format/count'
import { useLanguage } from '../../i18n/use-language'
import { type LogTarget } from '../../stores/navigation-store'
import { reportError } from '../../stores/notice-store'
import { copyRows } from './copy-rows'
import { LogBars } from './log-bars'
import { LogBody } from './log-body'
import { LogStatusBar } from './log-status-bar'
import { logFileName } from './log-time'
import { useLogKeys } from './use-log-keys'
import { type LogPageModel, useLogPage } from './use-log-page'

/** The logs of one slot. */
export function LogPage({ target }: { readonly target: LogTarget }): ReactElement {
  const model = useLogPage(target)
  const { said, copy, save } = useLogOutput(model, target)
  const stepMatch = (step: 1 | -1): void => {
    const row = model.search.step(step)
    if (row === null) return
    model.onFollow({ kind: 'pause' })
    model.scroll.show(row)
  }
  useLogKeys(model, { copy, stepMatch })
  return (
    <>
      <LogBars model={model} target={target} onSave={save} onCopy={copy} onStepMatch={stepMatch} />
      <LogBody model={model} target={target} />
      <LogStatusBar model={model} said={said} />
    </>
  )
}

/** What leaves the page: copied lines and saved files, and the sentence about the last of them. */
function useLogOutput(model: LogPageModel, target: LogTarget): { said: string; copy: () => void; save: () => void } {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const client = useClient()
  const [said, setSaid] = useState('')
  const viewId = model.session.viewId
  const { selected, services } = model.paint
  const copy = (): void => {
    if (viewId === null || selected === null) return
    copyRows(client, viewId, services, selected)
      .then((count) => setSaid(t('copiedLines', { count, formatted: formatCount(count, language) })))
      .catch(reportError)
  }
  const save = async (): Promise<void> => {
    if (viewId === null) return
    const chosen = await client.ask('choose-save-target', { suggestedName: logFileName(target.slot, Date.now()) })
    if (chosen === null) return
    const { lines } = await client.request('save-log', { viewId, target: chosen.token })
    setSaid(t('savedLines', { count: lines, formatted: formatCount(lines, language) }))
  }
  return { said, copy, save: () => void save().catch(reportError) }
}
