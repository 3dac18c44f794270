import type { EngineOptions } from '../engine/engine-options'

/** For engines whose hosts ask nothing: nobody trusts an unknown host key, and nobody gives a secret. */
export const nobodyAsked: Pick<EngineOptions, 'personDirectory' | 'secrets' | 'askHostKey'> = {
  personDirectory: '/nonexistent',
  secrets: { secret: async () => null, judged: () => undefined },
  askHostKey: async () => 'refuse',
}
