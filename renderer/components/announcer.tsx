import { type ReactElement, useEffect, useState } from 'react'
import { useTranslation } from '../i18n/use-translation'
import { useBoardStore } from '../stores/board-store'
import { useDeploymentsStore } from '../stores/deployments-store'
import { boardNews, deploymentNews, type News } from '../views/board/board-news'

/** Tells screen readers what changes: state changes when they are idle, Unhealthy and failed deployments at once. */
export function Announcer(): ReactElement {
  const { t } = useTranslation(['board', 'states'])
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
    return () => {
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
