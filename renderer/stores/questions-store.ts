import { create } from 'zustand'
import type { HostKeyQuestionView } from '../../src/contract/host-requests'
import type { SecretQuestionView } from '../../src/contract/shell-contract'

type QuestionsState = {
  /** Host keys that a person is asked about, oldest first; told by the engine. */
  readonly hostKeys: readonly HostKeyQuestionView[]
  /** Secrets that connections wait for, oldest first; told by the shell. Never a secret itself. */
  readonly secrets: readonly SecretQuestionView[]
}

/** What hosts wait for a person to say. Fed by the engine's and the shell's events alone. */
export const useQuestionsStore = create<QuestionsState>(() => ({ hostKeys: [], secrets: [] }))
