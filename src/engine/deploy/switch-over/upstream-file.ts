import { posix } from 'node:path'
import { BerthError } from '../../../domain/berth-error'
import { displayText } from '../../../domain/display-text'
import { reasonDetails } from '../../../domain/error-reasons'
import type { Execution } from '../execution'
import type { Proxy } from './find-proxy'

/** What reading and writing a proxy's files takes. */
export type FileRun = Pick<Execution, 'client' | 'host'>

/** Proxies read it as another user, maybe. */
const readableMode = 0o644

/** The upstream file as it is; null where there is none. */
export async function readUpstreamFile(
  { client, host }: Pick<FileRun, 'client'> & { readonly host: Pick<FileRun['host'], 'read'> },
  proxy: Proxy,
): Promise<string | null> {
  return host.read((signal) => client.readFile(proxy.id, pathOf(proxy, proxy.fileName), signal))
}

/**
 * Replaces the upstream file in one step, so that a proxy that happens to be started finds the old one or the new one:
 * written beside it and moved over it. A proxy that has no `mv`, or stands still, gets it written in its place.
 */
export async function replaceUpstreamFile(run: FileRun, proxy: Proxy, content: string): Promise<void> {
  if ((await readUpstreamFile(run, proxy)) === content) return
  if (!(await moveOver(run, proxy, content))) await writeInMount(run, proxy, proxy.fileName, content)
  if ((await readUpstreamFile(run, proxy)) === content) return
  const operation = 'write upstream file'
  throw new BerthError('docker-refused', {
    operation,
    status: 200,
    ...reasonDetails('file-unchanged', { file: displayText(proxy.fileName) }),
  })
}

/** Takes the file away where there was none before; a proxy that has no `rm` keeps it. */
export async function removeUpstreamFile(run: FileRun, proxy: Proxy): Promise<void> {
  if (!proxy.isRunning) return
  const command = ['rm', '-f', pathOf(proxy, proxy.fileName)]
  await run.host.change(
    async (signal) => void (await run.client.exec(proxy.id, command, signal)),
    async () =>
      (await readUpstreamFile(run, proxy)) === null ? { kind: 'done', result: undefined } : { kind: 'not-done' },
  )
}

async function moveOver(run: FileRun, proxy: Proxy, content: string): Promise<boolean> {
  if (!proxy.isRunning) return false
  const beside = hiddenName(proxy, 'new')
  await writeInMount(run, proxy, beside, content)
  const command = ['mv', '-f', pathOf(proxy, beside), pathOf(proxy, proxy.fileName)]
  const result = await run.host.change(
    (signal) => run.client.exec(proxy.id, command, signal),
    async () => {
      const isThere = (await readUpstreamFile(run, proxy)) === content
      return isThere ? { kind: 'done', result: { exitCode: 0, output: '' } } : { kind: 'not-done' }
    },
  )
  return result.exitCode === 0
}

/** Writes one file of the proxy's mount, by its path below it. */
export async function writeInMount(run: FileRun, proxy: Proxy, name: string, content: string): Promise<void> {
  const file = { name, bytes: new TextEncoder().encode(content), mode: readableMode }
  await run.host.change(
    (signal) => run.client.writeFiles(proxy.id, proxy.mountedAt, [file], signal),
    async (signal) => {
      const isThere = (await run.client.readFile(proxy.id, pathOf(proxy, name), signal)) === content
      return isThere ? { kind: 'done', result: undefined } : { kind: 'not-done' }
    },
  )
}

/** Hidden, and with another ending: proxies read `*.conf` of a folder. */
export function hiddenName({ fileName }: Proxy, what: 'new' | 'before'): string {
  return posix.join(posix.dirname(fileName), `.${posix.basename(fileName)}.berth-${what}`)
}

/** The path in the proxy's container. */
export function pathOf({ mountedAt }: Proxy, name: string): string {
  return posix.join(mountedAt, name)
}
