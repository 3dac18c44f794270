import type { EngineOptions } from '../engine/engine-options'

/** What the engine asks a person on the way to a host. */
export type HostQuestions = {
  readonly askHostKey: NonNullable<EngineOptions['askHostKey']>
  readonly secrets: EngineOptions['secrets']
}

/** An unknown host key that is asked about. */
export type HostKeyQuestion = Parameters<HostQuestions['askHostKey']>[0]
/** What is said of it. */
export type HostKeyAnswer = Awaited<ReturnType<HostQuestions['askHostKey']>>
/** A secret that is asked for. */
export type SecretQuestion = Parameters<HostQuestions['secrets']['secret']>[0]

/** For a look at hosts that the command is not about: nobody is bothered, and what would need an answer stays unreached. */
export const unanswered: HostQuestions = {
  askHostKey: () => Promise.resolve('refuse'),
  secrets: { secret: () => Promise.resolve(null), judged: () => undefined },
}
