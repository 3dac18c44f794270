import type { Language } from '../domain/berth-error'
import { createHostKeyAsker } from './host-key-question'
import type { HostQuestions } from './host-questions'
import type { TextOutput } from './output'
import type { SecretLines } from './secret-lines'
import { createSecretAsker } from './secret-question'
import type { Terminal } from './terminal'

/** Whom questions go to. */
export type QuestionParts = {
  /** Null: nobody sits there. */
  readonly terminal: Terminal | null
  /** Where secrets come from instead of the terminal; null: they don't. */
  readonly secretLines: SecretLines | null
  readonly progress: TextOutput
  readonly language: Language
}

/** The questions of one command. */
export function createHostQuestions({ terminal, secretLines, progress, language }: QuestionParts): HostQuestions {
  return {
    askHostKey: createHostKeyAsker(terminal, progress, language),
    secrets: createSecretAsker(terminal, secretLines, language),
  }
}
