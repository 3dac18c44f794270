/**
 * Whether version `a` is older than `b`, by the value of their numbers (1.9 before 1.10). A pre-release (`1.4.0-rc.2`)
 * comes before its release. Null where either holds no number: not known.
 */
export function isOlderVersion(a: string, b: string): boolean | null {
  const left = readVersion(a)
  const right = readVersion(b)
  if (left === null || right === null) return null
  const release = compareNumbers(left.release, right.release)
  if (release !== 0) return release < 0
  if (left.pre === right.pre) return false
  if (left.pre === '' || right.pre === '') return right.pre === ''
  return left.pre.localeCompare(right.pre, 'en', { numeric: true }) < 0
}

type Version = { readonly release: readonly number[]; readonly pre: string }

function readVersion(text: string): Version | null {
  if (text.length > 128) return null
  const match = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(text.trim())
  if (match === null) return null
  return { release: (match[1] ?? '').split('.').map(Number), pre: match[2] ?? '' }
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
