import { type ReactElement, useEffect } from 'react'
import { Button } from '../../components/button'
import { Dialog, DialogTitle } from '../../components/dialog'
import { useTranslation } from '../../i18n/use-translation'
import { closeDialog } from '../../stores/navigation-store'
import { useQuestionsStore } from '../../stores/questions-store'
import { HostKeyCard } from '../hosts/host-key-card'

/** The key of a host of the board, to be compared; closes by itself once the question is answered or nobody asks any more. */
export function HostKeyDialog({ questionId }: { readonly questionId: string }): ReactElement | null {
  const { t } = useTranslation('hosts')
  const question = useQuestionsStore(({ hostKeys }) => hostKeys.find((asked) => asked.questionId === questionId))
  const isOver = question === undefined
  useEffect(() => {
    if (isOver) closeDialog()
  }, [isOver])
  if (question === undefined) return null
  return (
    <Dialog size="small" onClose={closeDialog}>
      <header>
        <DialogTitle>{t('hostKey.question')}</DialogTitle>
      </header>
      <div className="body padded key-body">
        <p>{t('hostKey.lead')}</p>
        <HostKeyCard question={question} />
      </div>
      <footer>
        <span className="grow" />
        <Button onClick={closeDialog}>{t('hostKey.later')}</Button>
      </footer>
    </Dialog>
  )
}
