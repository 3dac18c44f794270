import type { ReactElement } from 'react'
import { useNavigationStore } from '../../stores/navigation-store'
import { useQuestionsStore } from '../../stores/questions-store'
import { SecretDialog } from './secret-dialog'

/** Asks for the secrets that connections wait for, one after the other, and never over another dialog. */
export function SecretPrompt(): ReactElement | null {
  const question = useQuestionsStore(({ secrets }) => secrets[0])
  const isFree = useNavigationStore(({ dialog }) => dialog.kind === 'none')
  if (question === undefined || !isFree) return null
  return <SecretDialog key={question.questionId} question={question} />
}
