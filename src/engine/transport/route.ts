import type { Duplex } from 'node:stream'
import type { MachineReading } from '../../domain/machine-reading'
import type { Outlet } from '../ports'

/** The way to an engine: one byte stream for each connection that the HTTP client opens. */
export type Route = {
  /** As people see it; errors name it. */
  readonly address: string
  /**
   * Does all that may take as long as a person needs: a login, with what is asked on the way. At once where there is
   * nothing of that kind. Rejects as `open` does.
   */
  readonly ready: (signal: AbortSignal) => Promise<void>
  /** Opens a stream to the engine's API. Rejects with a `BerthError` that says what is wrong on the way. */
  readonly open: (signal: AbortSignal) => Promise<Duplex>
  /** How many streams may live on beside two of calls; null: as many as one likes. Known once a stream was open. */
  readonly streamLimit: () => number | null
  /**
   * What the machine at its end says of itself, with the file system of a path on it. Left out where the way leads to
   * nothing but the engine. Null: it can't be asked.
   */
  readonly readMachine?: (diskPath: string, signal: AbortSignal) => Promise<MachineReading | null>
  /** See `DockerClient.outlet`. Left out where there is never one. */
  readonly outlet?: () => Outlet | null
  /** Ends what is under it, and every stream. It may be used again afterwards. */
  readonly close: () => void
}
