import { z } from 'zod'
import type { BerthErrorData } from '../domain/berth-error'
import type { EngineEvent } from './events'
import { requests, type RequestName } from './requests'

/** What a client sends over its port: a request, or word that it no longer waits for one. */
export const clientMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('request'),
    id: z.number().int().nonnegative(),
    name: z.custom<RequestName>((value) => typeof value === 'string' && Object.hasOwn(requests, value)),
    body: z.unknown(),
  }),
  z.object({ kind: z.literal('cancel'), id: z.number().int().nonnegative() }),
])

/** What the engine sends over a port: the answer to a request by its id, or an event. */
export type EngineMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly reply: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: BerthErrorData }
  | ({ readonly kind: 'event' } & EngineEvent)
