/** A name with its value, as headers hold them: `realm="x"`, `rel=next`. The name is in lower case. */
export type HeaderParameter = { readonly name: string; readonly value: string }

/** The parts of a header's value between commas; those in quotes and angle brackets divide nothing. */
export function splitByCommas(text: string): readonly string[] {
  return trimmed(text.match(/(?:[^,"<]|"(?:[^"\\]|\\.)*"?|<[^>]*>?)+/g))
}

/** The same by semicolons. */
export function splitBySemicolons(text: string): readonly string[] {
  return trimmed(text.match(/(?:[^;"<]|"(?:[^"\\]|\\.)*"?|<[^>]*>?)+/g))
}

/** Null where the part is no `name=value`. Quotes are taken away. */
export function readParameter(part: string): HeaderParameter | null {
  const equals = part.indexOf('=')
  const name = part.slice(0, Math.max(equals, 0)).trim()
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return null
  return { name: name.toLowerCase(), value: withoutQuotes(part.slice(equals + 1).trim()) }
}

function withoutQuotes(text: string): string {
  if (!text.startsWith('"')) return text
  return text.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1')
}

function trimmed(parts: RegExpMatchArray | null): readonly string[] {
  return (parts ?? []).map((part) => part.trim()).filter((part) => part !== '')
}
