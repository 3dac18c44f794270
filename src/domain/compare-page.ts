/**
 * The page of a forge that shows what lies between two revisions. `source` is what an image's label
 * `org.opencontainers.image.source` says: hostile, like the revisions. Null where that is no address of a repository on
 * GitHub, GitLab (its own hosts are known by `gitlab` in their name, or by `/-/` in the address) or Bitbucket, where a
 * revision is not a commit's hash, and where both are the same. The answer is always `https`, without credentials, and
 * made of checked parts alone. Forges show what `to` has and `from` has not: give the older one first.
 */
export function comparePage(source: string, from: string, to: string): string | null {
  const repository = readRepository(source)
  if (repository === null || !commit.test(from) || !commit.test(to) || isSameCommit(from, to)) return null
  const { origin, path, forge } = repository
  switch (forge) {
    case 'github':
      return `${origin}/${path}/compare/${from}...${to}`
    case 'gitlab':
      return `${origin}/${path}/-/compare/${from}...${to}`
    case 'bitbucket':
      return `${origin}/${path}/branches/compare/${to}%0D${from}`
  }
}

/** Whether two labels name one repository that `comparePage` knows, in whatever form. */
export function isSameRepository(source: string, other: string): boolean {
  const [one, two] = [readRepository(source), readRepository(other)]
  return one !== null && one.origin === two?.origin && one.path.toLowerCase() === two.path.toLowerCase()
}

type Forge = 'github' | 'gitlab' | 'bitbucket'
type Repository = { readonly origin: string; readonly path: string; readonly forge: Forge }

const commit = /^[0-9a-f]{7,64}$/i
const longestSource = 500
/** GitLab's groups lie in each other, twenty deep at most. */
const deepestGroup = 22
const pathPart = /^\w[\w.-]*$/

function isSameCommit(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()]
  return one.startsWith(other) || other.startsWith(one)
}

function readRepository(source: string): Repository | null {
  const address = source.length > longestSource ? null : readAddress(source.trim())
  if (address === null) return null
  const [before = '', ...behind] = address.path.split('/-/')
  const forge = forgeOf(address.hostname, behind.length > 0)
  if (forge === null) return null
  const parts = before.split('/').filter((part) => part !== '')
  // Behind the repository may stand a folder or a branch, except where groups lie in each other.
  const named = (forge === 'gitlab' ? parts : parts.slice(0, 2))
    .join('/')
    .replace(/\.git$/, '')
    .split('/')
  const isWhole = named.length >= 2 && named.length <= deepestGroup && named.every((part) => pathPart.test(part))
  return isWhole ? { origin: `https://${address.hostname}${address.port}`, path: named.join('/'), forge } : null
}

type Address = { readonly hostname: string; readonly port: string; readonly path: string }

/** Names or passwords before a host are refused: `https://github.com@evil` reads as something else than it is. */
function readAddress(source: string): Address | null {
  const web = /^https:\/\/([^/:@\s]+)(:\d+)?\/([^@\s?#\\]+)$/i.exec(source)
  // Git's short form, and SSH's address: its port says nothing of the pages.
  const match = web ?? /^(?:ssh:\/\/)?git@([^/:@\s]+)(:\d+(?=\/))?[:/]([^@\s?#\\]+)$/.exec(source)
  const [, host = '', port = '', path = ''] = match ?? []
  const hostname = host.toLowerCase()
  if (!hostPattern.test(hostname) || (port !== '' && !portPattern.test(port))) return null
  return { hostname, port: web === null || port === ':443' ? '' : port, path }
}

/** Names alone: no raw address, nothing that a browser would read as one. */
const hostPattern = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*[a-z](?:[a-z\d-]*[a-z\d])?$/
const portPattern = /^:[1-9]\d{0,4}$/

function forgeOf(hostname: string, hasGitLabForm: boolean): Forge | null {
  if (hostname === 'github.com' || hostname === 'www.github.com') return 'github'
  if (hostname === 'bitbucket.org') return 'bitbucket'
  return hasGitLabForm || hostname.includes('gitlab') ? 'gitlab' : null
}
