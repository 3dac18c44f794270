import type { ReleaseOption } from './release-option'

/** The words of what people type, as `holdsWords` looks for them. */
export function searchWords(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean)
}

/** Whether a build has all the words in tags, summary, date (`2024-05-10` or `20240510`), version or revision. */
export function holdsWords(release: ReleaseOption, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = searchedText(release)
  return words.every((word) => text.includes(word))
}

/** Thousands are searched anew with each letter that is typed. */
const texts = new WeakMap<ReleaseOption, string>()

function searchedText(release: ReleaseOption): string {
  const known = texts.get(release)
  if (known !== undefined) return known
  const { tag, otherTags, kickoff, version, revision } = release
  const date = kickoff?.date ?? ''
  const parts = [tag, ...otherTags, kickoff?.summary, date, date.replaceAll('-', ''), version, revision]
  const text = parts.join('\n').toLowerCase()
  texts.set(release, text)
  return text
}
