import { type ReactElement, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../src/domain/settings'
import { useBoardStore } from '../stores/board-store'
import { useSettingsStore } from '../stores/settings-store'
import { useDeploymentsStore } from '../stores/deployments-store'
import { slotKey } from '../views/board/slot-key'
import { boardNews, deploymentNews, type News } from '../views/board/board-news'

type Followed = Settings['followed']

/** The slot that is followed since, or not any more; null where that is not one slot alone. */
function followChange(before: Followed, after: Followed): { slot: string; follows: boolean } | null {
  const key = (one: Followed[number]): string => slotKey(one)
  const added = after.filter((one) => !before.some((other) => key(other) === key(one)))
  const gone = before.filter((one) => !after.some((other) => key(other) === key(one)))
  const [only, ...others] = [...added, ...gone]
  return only === undefined || others.length > 0 ? null : { slot: only.slot, follows: added.length > 0 }
}

/** Tells screen readers what changes: state changes when they are idle, Unhealthy and failed deployments at once. */
export function Announcer(): ReactElement {
  const { t } = useTranslation(['board', 'states', 'notices'])
  const [spoken, setSpoken] = useState<{ polite: string; assertive: string }>({ polite: '', assertive: '' })
  useEffect(() => {
    const word = (news: News): string => {
      switch (news.kind) {
        case 'slot':
          return t('announce.slot', { host: news.host, slot: news.slot, state: t(`states:${news.word}`) })
        case 'new-build':
          return t('announce.newBuild', { host: news.host, slot: news.slot })
        case 'host':
          return news.connected
            ? t('announce.hostBack', { host: news.host })
            : t('announce.hostLost', { host: news.host })
        case 'deployment':
          return t(`announce.${news.result}`, { slot: news.slot })
      }
    }
    const say = (news: readonly News[]): void => {
      if (news.length === 0) return
      const texts = (urgent: boolean): string =>
        news
          .filter((entry) => entry.urgent === urgent)
          .map(word)
          .join('. ')
      setSpoken({ polite: texts(false), assertive: texts(true) })
    }
    const stopBoard = useBoardStore.subscribe((state, before) => {
      if (before.source === 'live') say(boardNews(before.board, state.board))
    })
    const stopDeployments = useDeploymentsStore.subscribe((state, before) =>
      say(deploymentNews(before.deployments, state.deployments)),
    )
    const stopFollowing = useSettingsStore.subscribe((state, before) => {
      const change = followChange(before.settings.followed, state.settings.followed)
      if (change === null) return
      const text = change.follows ? t('notices:nowFollowed', change) : t('notices:noLongerFollowed', change)
      setSpoken({ polite: text, assertive: '' })
    })
    return () => {
      stopFollowing()
      stopBoard()
      stopDeployments()
    }
  }, [t])
  return (
    <div className="vh">
      <div role="status" aria-live="polite">
        {spoken.polite}
      </div>
      <div role="alert" aria-live="assertive">
        {spoken.assertive}
      </div>
    </div>
  )
}
