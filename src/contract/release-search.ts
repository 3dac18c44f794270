import type { ReleaseOption } from './release-option'

/** The words of what people type, as `holdsWords` looks for them. */
export function searchWords(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean)
}

/** Whether a build has all the words in tags, summary, date (`2024-05-10` or `20240510`), version or revision. */
export function holdsWords(
  { tag, otherTags, kickoff, version, revision }: ReleaseOption,
  words: readonly string[],
): boolean {
  const date = kickoff?.date ?? ''
  const parts = [tag, ...otherTags, kickoff?.summary, date, date.replaceAll('-', ''), version, revision]
  const text = parts.join('\n').toLowerCase()
  return words.every((word) => text.includes(word))
}
