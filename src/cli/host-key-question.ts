import type { Language } from '../domain/berth-error'
import { displayText } from '../domain/display-text'
import { cliTextsOf } from './cli-texts-of'
import type { HostKeyAnswer, HostKeyQuestion, HostQuestions } from './host-questions'
import type { TextOutput } from './output'
import type { Conversation, Terminal } from './terminal'

/**
 * Asks about unknown host keys at the terminal. Without one the answer is no, and standard error says why. A no holds for
 * the whole command, however often the host is tried again.
 */
export function createHostKeyAsker(
  terminal: Terminal | null,
  progress: TextOutput,
  language: Language,
): HostQuestions['askHostKey'] {
  const refused = new Set<string>()
  return async (question, signal) => {
    const key = `${question.host} ${question.fingerprint}`
    if (refused.has(key)) return 'refuse'
    const answer =
      terminal === null
        ? await tellNobodyToAsk(question, progress, language)
        : await terminal.converse(signal, (io) => ask(question, io, language))
    if (answer === 'refuse') refused.add(key)
    return answer
  }
}

async function tellNobodyToAsk(question: HostKeyQuestion, progress: TextOutput, language: Language): Promise<'refuse'> {
  const { host, keyType, fingerprint } = harmless(question)
  const texts = cliTextsOf(language).questions.hostKey
  await progress.write(`${texts.nobodyToAsk(host, keyType, fingerprint)}\n${texts.knowFirst}\n`)
  return 'refuse'
}

/** Anything that is no answer is asked about again: what is typed for another program must not be taken for a yes. */
async function ask(question: HostKeyQuestion, io: Conversation, language: Language): Promise<HostKeyAnswer> {
  const texts = cliTextsOf(language).questions.hostKey
  io.write(`${questionLines(question, language).join('\n')}\n`)
  for (;;) {
    const typed = await io.readLine(texts.question, true)
    if (typed === null) return 'refuse'
    const word = typed.trim().toLowerCase()
    const answer = answerKinds.find((kind) => texts.answers[kind].includes(word))
    if (answer !== undefined) return answer
    io.write(`${texts.again}\n`)
  }
}

const answerKinds = ['always', 'once', 'refuse'] as const

function questionLines(question: HostKeyQuestion, language: Language): readonly string[] {
  const { host, keyType, fingerprint } = harmless(question)
  const texts = cliTextsOf(language).questions.hostKey
  return [
    texts.unknown(host),
    `  ${keyType}  ${inGroups(fingerprint)}`,
    texts.compare,
    `  ssh-keygen -lf /etc/ssh/ssh_host_${keyType.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}_key.pub`,
  ]
}

function harmless({ host, keyType, fingerprint }: HostKeyQuestion): HostKeyQuestion {
  return { host: displayText(host, 255), keyType: displayText(keyType, 20), fingerprint: displayText(fingerprint, 80) }
}

/** `SHA256:` and groups of four: nobody compares 43 characters in one go. */
function inGroups(fingerprint: string): string {
  const [, algorithm = '', digest = ''] = /^([^:]*:)?(.*)$/.exec(fingerprint) ?? []
  return `${algorithm}${(digest.match(/.{1,4}/g) ?? []).join(' ')}`
}
