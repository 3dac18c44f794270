import { useEffect, useRef, useState } from 'react'
import { toErrorData } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { LogTarget } from '../../stores/navigation-store'
import { reportError } from '../../stores/notice-store'
import { copyRows } from './copy-rows'
import { sharedLine } from './line-text'
import type { LogRow } from './log-row-cache'
import type { LogSession } from './log-session'
import { logFileName } from './log-time'
import type { LogPageModel } from './use-log-page'

/** Which lines go into a file; `compressed`: all of them, with gzip. */
export type SaveChoice = 'shown' | 'all' | 'compressed'

/** What leaves the page: copied lines and saved files, and the sentence about the last of them. */
export type LogOutput = {
  readonly said: string
  readonly say: (sentence: string) => void
  /** The selected lines, as text alone or behind time, service and level. */
  readonly copy: (withGutter: boolean) => void
  /** One line with its slot, service and time. */
  readonly share: (row: LogRow) => void
  readonly save: (choice: SaveChoice) => void
  readonly saving: SavePhase
  /** Gives up the file that is being written, once the engine has told of it. */
  readonly cancelSave: () => void
}

/** `cancelling`: nobody wants the file any more, and what there is of it is still being removed. */
export type SavePhase = 'none' | 'saving' | 'cancelling'

/** See `LogOutput`. */
export function useLogOutput(model: LogPageModel, target: LogTarget): LogOutput {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const client = useClient()
  const [said, say] = useState('')
  const saving = useSave(model, target, say)
  const { viewId } = model.session
  const { selected, services } = model.paint
  const share = async (row: LogRow): Promise<void> => {
    if (viewId === null) return
    const { text } = await client.request('read-log-line', { viewId, number: row.number })
    const place = { hostName: model.choice.hostName, slot: target.slot, services }
    await client.ask('copy-text', { text: sharedLine(row, place, model.look.times, text === '' ? row.text : text) })
    say(t('menu.shared'))
  }
  return {
    said,
    say,
    copy: (withGutter) => {
      if (viewId === null || selected === null) return
      copyRows(client, { viewId, services }, selected, withGutter ? 'full' : 'none')
        .then((count) => say(t('copiedLines', { count, formatted: formatCount(count, language) })))
        .catch(reportError)
    },
    share: (row) => void share(row).catch(reportError),
    ...saving,
  }
}

/** The engine takes a moment to remove what there is of a file, and tells of it by the view's state. */
function untilNothingIsSaved(session: LogSession): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { state } = session.snapshot()
      if (state === null || state.saving !== null) return
      stop()
      resolve()
    }
    const stop = session.subscribe(look)
    look()
  })
}

function useSave(
  model: LogPageModel,
  { slot }: LogTarget,
  say: (sentence: string) => void,
): Pick<LogOutput, 'save' | 'saving' | 'cancelSave'> {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const client = useClient()
  const [saving, setSaving] = useState<SavePhase>('none')
  const cancelling = useRef<AbortController | null>(null)
  const { viewId } = model.session
  const { state } = model.snapshot
  // The file is written from this page's view, which ends with the page.
  useEffect(() => () => cancelling.current?.abort(), [])
  const save = async (choice: SaveChoice): Promise<void> => {
    if (viewId === null || cancelling.current !== null) return
    const suggestedName = logFileName(slot, Date.now(), choice === 'compressed')
    const chosen = await client.ask('choose-save-target', { suggestedName })
    if (chosen === null) return
    const aborter = (cancelling.current = new AbortController())
    setSaving('saving')
    say('')
    try {
      const what = choice === 'shown' ? 'shown' : 'all'
      const { lines } = await client.request('save-log', { viewId, target: chosen.token, what }, aborter.signal)
      say(t('savedLines', { count: lines, formatted: formatCount(lines, language) }))
    } catch (error) {
      if (toErrorData(error).code === 'cancelled') {
        setSaving('cancelling')
        await untilNothingIsSaved(model.session)
        say(t('saveCancelled'))
      } else reportError(error)
    }
    cancelling.current = null
    setSaving('none')
  }
  return {
    save: (choice) => void save(choice).catch(reportError),
    saving,
    cancelSave: () => {
      if (state !== null && state.saving !== null) cancelling.current?.abort()
    },
  }
}
