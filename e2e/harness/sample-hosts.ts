import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/engine/system-clock'
import { openSample } from '../../src/shell/open-sample'
import type { Faults } from '../../src/sample-host/faults'

/** The sample's hosts in the tests' own process: the app takes them for engines of this machine, and tests make them fail. */
export type SampleHosts = {
  readonly hosts: readonly { readonly name: string; readonly address: string; readonly faults: Faults }[]
  readonly close: () => Promise<void>
}

/** Starts them, with their past. Takes no Docker, and a second. */
export async function startSampleHosts(): Promise<SampleHosts> {
  const directory = mkdtempSync(join(tmpdir(), 'berth-test-sample-'))
  const sample = await openSample(directory, {}, { clock: systemClock, log: () => undefined })
  return {
    hosts: sample.hosts.map(({ name, socketPath, host: { faults } }) => ({
      name,
      address: `unix://${socketPath}`,
      faults,
    })),
    close: async () => {
      await sample.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
