import type { DockerEngine } from './harness/docker-engine'
import { waitUntil } from './harness/wait-until'

/** Docker takes no longer argument. */
const longestArgument = 100_000

/** Writes text into a container's log, exactly as its own process would. Resolves once it has been written. */
export async function writeLines(
  engine: DockerEngine,
  containerId: string,
  text: string,
  stream: 'stdout' | 'stderr' = 'stdout',
): Promise<void> {
  for (let from = 0; from < text.length; from += longestArgument) {
    const piece = text.slice(from, from + longestArgument)
    const command = `printf %s "$1" > /proc/1/fd/${stream === 'stdout' ? 1 : 2}`
    const Cmd = ['sh', '-c', command, 'sh', piece]
    const created = await engine.call({ method: 'POST', path: `/containers/${containerId}/exec`, body: { Cmd } })
    const { Id } = JSON.parse(created) as { readonly Id: string }
    await engine.call({ method: 'POST', path: `/exec/${Id}/start`, body: { Detach: true } })
    await waitUntil('the lines to be written', 10_000, async () => {
      const { Running } = await engine.read<{ readonly Running: boolean }>(`/exec/${Id}/json`)
      return !Running
    })
  }
}
