import type { Proxy } from './find-proxy'
import { type FileRun, hiddenName, pathOf, readUpstreamFile, writeInMount } from './upstream-file'

/** What the file held before a deployment wrote it; `content` null: there was none. */
export type KeptContent = { readonly deploymentId: string; readonly content: string | null }

/** What the file held before this deployment wrote it; null where the deployment never did. */
export async function readKept(run: FileRun, proxy: Proxy, deploymentId: string): Promise<KeptContent | null> {
  const text = await run.host.read((signal) => run.client.readFile(proxy.id, pathOf(proxy, beforeName(proxy)), signal))
  const kept = text === null ? null : readKeptText(text)
  return kept?.deploymentId === deploymentId ? kept : null
}

/** Keeps what the file holds beside it, unless this deployment has done so already. */
export async function keepPrevious(run: FileRun, proxy: Proxy, deploymentId: string): Promise<KeptContent> {
  const known = await readKept(run, proxy, deploymentId)
  if (known !== null) return known
  const kept = { deploymentId, content: await readUpstreamFile(run, proxy) }
  await writeInMount(run, proxy, beforeName(proxy), keptText(kept))
  return kept
}

/** Says that this deployment changed nothing after all. */
export async function forgetKept(run: FileRun, proxy: Proxy): Promise<void> {
  await writeInMount(run, proxy, beforeName(proxy), `${header} -\n`)
}

const header = '# kept by Berth before deployment'

function keptText({ deploymentId, content }: KeptContent): string {
  return content === null ? `${header} ${deploymentId}: no file` : `${header} ${deploymentId}\n${content}`
}

function readKeptText(text: string): KeptContent | null {
  const [first = ''] = text.split('\n', 1)
  const found = /^# kept by Berth before deployment ([^\s:]+)(: no file)?$/.exec(first)
  if (found === null) return null
  const [, deploymentId = '', isNone] = found
  return { deploymentId, content: isNone === undefined ? text.slice(first.length + 1) : null }
}

function beforeName(proxy: Proxy): string {
  return hiddenName(proxy, 'before')
}
