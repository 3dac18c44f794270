import { z } from 'zod'

/** Why a service counts as unhealthy. */
const unhealthyReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check-failing'), failures: z.number(), output: z.string() }),
  z.object({ kind: z.literal('keeps-exiting'), exitCode: z.number().nullable() }),
  /** Killed by the kernel for using more memory than the limit (null: the host's own). */
  z.object({ kind: z.literal('out-of-memory'), limitBytes: z.number().nullable() }),
  z.object({ kind: z.literal('exited'), exitCode: z.number() }),
])

/**
 * The state of one service, worst container deciding. Only facts of Docker: what Berth is doing to the service stands
 * in the slot's activity. `exited` is unhealthy only where the container ended with a failure nobody asked for.
 */
export const serviceStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('healthy') }),
  z.object({ kind: z.literal('running') }),
  /** Waits for its first pass; failures inside the start period don't count against it. */
  z.object({ kind: z.literal('starting'), failures: z.number() }),
  z.object({ kind: z.literal('unhealthy'), reason: unhealthyReason }),
  z.object({ kind: z.literal('paused') }),
  z.object({ kind: z.literal('stopped'), exitCode: z.number() }),
  /** Created and never started, with Docker's word on why a start failed (empty: nobody tried). */
  z.object({ kind: z.literal('not-run'), error: z.string() }),
])

/** See `serviceStateSchema`. */
export type ServiceState = Readonly<z.infer<typeof serviceStateSchema>>
