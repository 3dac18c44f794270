import { BerthError } from '../domain/berth-error'
import { displayText } from '../domain/display-text'
import { type PublishedVersion, releaseFileSchema } from '../domain/release-file'
import { readReleasesAddress } from '../domain/releases-address'

/** One answer to one question; `redirect` is not followed by whoever asks. */
export type ReleasesAnswer =
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'redirect'; readonly to: string }

/** Asks an address once, reading no more than it needs. Rejects where there is no answer, and with the signal's reason. */
export type AskReleases = (address: string, signal: AbortSignal) => Promise<ReleasesAnswer>

/** Asked in all, whatever redirects there are. */
const limitMs = 10_000
const mostRedirects = 3

/**
 * What the file beside the packages says was published. Throws `update-…`. A redirect leads only to where a person's own
 * address could: `https`, or this machine where it began there.
 */
export async function findPublished(
  folder: string,
  file: string,
  ask: AskReleases,
  signal: AbortSignal,
): Promise<PublishedVersion> {
  const host = hostOf(folder)
  const asking = new AbortController()
  const stop = (): void => asking.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  const late = new BerthError('update-timeout', { host, seconds: limitMs / 1_000 })
  const limit = setTimeout(() => asking.abort(late), limitMs)
  try {
    const answer = await follow(`${folder}${file}`, ask, asking.signal)
    signal.throwIfAborted()
    return await readFile(answer, host, file)
  } catch (thrown) {
    signal.throwIfAborted()
    if (thrown instanceof BerthError) throw thrown
    const reason = displayText(thrown instanceof Error ? thrown.message : String(thrown), 120)
    throw new BerthError('update-unreachable', { host, reason })
  } finally {
    clearTimeout(limit)
    signal.removeEventListener('abort', stop)
  }
}

async function follow(first: string, ask: AskReleases, signal: AbortSignal): Promise<ReleasesAnswer> {
  let address = first
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await ask(address, signal)
    if (answer.kind !== 'redirect') return answer
    if (!mayLead(address, answer.to)) break
    address = answer.to
  }
  throw new BerthError('update-led-away', { host: hostOf(first) })
}

/** The rules of the address itself, but for a query, which stores of files put behind their addresses. */
function mayLead(from: string, to: string): boolean {
  const [path = ''] = to.split('?')
  return readReleasesAddress(path).kind === 'good' && new URL(to).protocol === new URL(from).protocol
}

async function readFile(answer: ReleasesAnswer, host: string, file: string): Promise<PublishedVersion> {
  if (answer.kind === 'status') throw new BerthError('update-refused', { host, status: answer.status, file })
  const read = answer.kind === 'file' ? releaseFileSchema.safeParse(await readYaml(answer.text)) : null
  if (read?.success !== true) throw new BerthError('update-unreadable', { host, file })
  return read.data
}

/** What opens something that can be nested: more of it than packages have is not worth the time it takes to read. */
const openings = /[[{]|[-?:]\s/g
const mostOpenings = 1_000

/** Hostile text: no aliases, and no types of its own. The reader is loaded for this alone: the app starts without it. */
async function readYaml(text: string): Promise<unknown> {
  if ((text.match(openings) ?? []).length > mostOpenings) return null
  const { parse } = await import('yaml')
  try {
    return parse(text, { maxAliasCount: 0, schema: 'core', logLevel: 'silent' }) as unknown
  } catch {
    return null
  }
}

function hostOf(address: string): string {
  return displayText(new URL(address).host, 120)
}
