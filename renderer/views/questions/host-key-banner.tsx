import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { StateShape } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import { openDialog } from '../../stores/navigation-store'
import { useQuestionsStore } from '../../stores/questions-store'

/** Says that a host of the board waits for somebody to look at its key. What a test asks stands in the test. */
export function HostKeyBanner(): ReactElement {
  const { t } = useTranslation('hosts')
  const questions = useQuestionsStore((state) => state.hostKeys).filter(({ hostId }) => hostId !== null)
  const [first] = questions
  const name = useBoardStore(({ board }) => board.hosts.find(({ host }) => host.id === first?.hostId)?.host.name)
  return (
    <div role="status">
      {first !== undefined && (
        <div className="banner">
          <span className="st st-warn">
            <StateShape name="warn" />
          </span>
          <span>
            {t('hostKey.banner', { host: name ?? first.host })}{' '}
            {questions.length > 1 && t('hostKey.bannerMore', { count: questions.length - 1 })}
          </span>
          <span className="grow" />
          <Button size="s" onClick={() => openDialog({ kind: 'host-key', questionId: first.questionId })}>
            {t('hostKey.compare')}
          </Button>
        </div>
      )}
    </div>
  )
}
