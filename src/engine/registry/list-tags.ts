import { z } from 'zod'
import { reasonDetails } from '../../domain/error-reasons'
import { isTag } from '../../domain/image-reference'
import { parseJson } from '../docker/docker-failure'
import { lenientList } from '../docker/lenient-json'
import { nextLink } from './link-header'
import type { RegistryAnswer } from './registry-access'
import { originOf, originText } from './registry-place'
import type { TagList } from './registry-port'
import type { RepositoryAccess } from './repository-access'

/** Tags asked for at once: what the strictest registries (Amazon's) allow; those that send fewer say how to go on. */
const pageSize = 1_000
const most = { tags: 10_000, pages: 200, pageBytes: 4 * 1024 * 1024 } as const

/** Docker's own registry says null where the last tag is gone. */
const pageSchema = z.object({ tags: lenientList(z.string()) })

/** See `RegistryClient.listTags`; without the time. */
export async function listTags(
  access: RepositoryAccess,
  onPage: (tags: readonly string[]) => void,
  signal: AbortSignal,
): Promise<Omit<TagList, 'atMs'>> {
  const tags = new Set<string>()
  let path: string | null = `${listPath(access)}?n=${String(pageSize)}`
  for (let pages = 1; path !== null; pages += 1) {
    const answer: RegistryAnswer = await askPage(access, path, pages === 1, signal)
    const page = readPage(access, answer)
    const added = page.filter((tag) => isTag(tag) && !tags.has(tag))
    const kept = added.slice(0, most.tags - tags.size)
    for (const tag of kept) tags.add(tag)
    if (kept.length > 0) onPage(kept)
    // A page of nothing new leads nowhere, whatever its link says.
    path = added.length === 0 ? null : nextPath(access, path, page, answer)
    if (kept.length < added.length || (tags.size === most.tags && path !== null)) return ended(tags, 'tag-limit')
    if (pages === most.pages && path !== null) return ended(tags, 'page-limit')
  }
  return ended(tags, 'all')
}

function ended(tags: ReadonlySet<string>, end: TagList['end']): Omit<TagList, 'atMs'> {
  return { tags: [...tags], end }
}

function listPath({ place }: RepositoryAccess): string {
  return `/v2/${place.path}/tags/list`
}

async function askPage(
  access: RepositoryAccess,
  path: string,
  isFirst: boolean,
  signal: AbortSignal,
): Promise<RegistryAnswer> {
  const headers = { Accept: 'application/json' }
  const request = { kind: 'tag-page', method: 'GET', headers, limitBytes: most.pageBytes } as const
  const answer = await access.ask({ ...request, path }, signal)
  // So many at once is too much for some: they know best how many.
  const isTooMany = isFirst && answer.answer.status === 400
  return isTooMany ? access.ask({ ...request, path: listPath(access) }, signal) : answer
}

function readPage(access: RepositoryAccess, answer: RegistryAnswer): readonly string[] {
  if (answer.answer.status !== 200) throw access.refusal(answer)
  const parsed = pageSchema.safeParse(parseJson(answer.answer.body.toString('utf8')))
  if (!parsed.success) throw access.fault('registry-answer-invalid', reasonDetails('no-tag-list'))
  return parsed.data.tags
}

function nextPath(
  access: RepositoryAccess,
  path: string,
  page: readonly string[],
  { answer }: RegistryAnswer,
): string | null {
  const { link } = answer.headers
  const next = nextLink(Array.isArray(link) ? link.join(', ') : link)
  if (next !== null) return linkedPath(access, path, next)
  // Exactly as many as were asked for, and no link: a registry that leaves the going on to who asks.
  const last = page.at(-1)
  if (page.length !== pageSize || last === undefined) return null
  return `${listPath(access)}?n=${String(pageSize)}&last=${encodeURIComponent(last)}`
}

/**
 * A link leads on at the registry, and nowhere else: the next page is asked for with the person's credentials. Behind a
 * proxy that ends TLS a registry may write `http` for itself; it is asked as before.
 */
function linkedPath(access: RepositoryAccess, path: string, link: string): string {
  const { origin } = access.registry
  const url = readUrl(link, `${originText(origin)}${path}`)
  if (url === null) throw access.fault('registry-answer-invalid', reasonDetails('link-unreadable'))
  const target = originOf(url)
  const isHere = target?.hostname === origin.hostname && (target.port === origin.port || url.port === '')
  if (isHere) return `${url.pathname}${url.search}`
  const address = target === null ? url.protocol : originText(target)
  throw access.fault('registry-led-astray', { address, ...reasonDetails('link-to-other-host') })
}

function readUrl(text: string, base: string): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}
