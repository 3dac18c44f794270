import { displayText } from './display-text'
import { fillTemplate, type UpstreamPlaceholder, type UpstreamTarget } from './upstream-template'

/** What a proxy's file says, against where it should lead. */
export type ComparedUpstream =
  | { readonly kind: 'right' }
  /** Texts to be shown, harmless: `127.0.0.1:4001`. `leads` is empty where the file leads nowhere. */
  | { readonly kind: 'elsewhere'; readonly leads: string; readonly should: string }
  /** The template asks for what the container does not have. */
  | { readonly kind: 'missing'; readonly placeholder: UpstreamPlaceholder }

/**
 * Compares a proxy's file (null: there is none; hostile) with what the template makes of a container. Another layout, or
 * what stands in comments, is no difference: only what the file says where the template has its placeholders is.
 */
export function compareUpstream(template: string, target: UpstreamTarget, content: string | null): ComparedUpstream {
  const filled = fillTemplate(template, target)
  if (filled.kind === 'missing') return filled
  if (filled.content === content) return { kind: 'right' }
  const places = [...new Set(withoutComments(template).match(place) ?? [])]
  const read = (content === null ? [] : places.flatMap((one) => readPlace(one, withoutComments(content)))).slice(0, 9)
  const found = [...new Set(read)]
  const wanted = places
    .map((one) => fillTemplate(one, target))
    .map((one) => ('content' in one ? one.content.trim() : ''))
  const isRight = found.length === wanted.length && wanted.every((one) => found.includes(one))
  if (isRight) return { kind: 'right' }
  const leads = found.length > 0 ? found.join(', ') : (content ?? '').replace(/[\s\u0000-\u001f]+/g, ' ')
  return {
    kind: 'elsewhere',
    leads: displayText(leads, shownLength),
    should: displayText(wanted.join(', '), shownLength),
  }
}

const shownLength = 120

/** A word of the template with a placeholder in it: `127.0.0.1:{port}`. */
const place =
  /(?:[^\s;{}"',]|\{(?:port|name|address)\})*\{(?:port|name|address)\}(?:[^\s;{}"',]|\{(?:port|name|address)\})*/g

const value = '[A-Za-z0-9._:[\\]-]'

/** The words of a text that stand where the template has this one. One that is all placeholder would be any word. */
function readPlace(word: string, text: string): readonly string[] {
  const parts = word.split(/\{(?:port|name|address)\}/)
  if (parts.join('') === '') return []
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join(`${value}{1,255}`)
  return text.match(new RegExp(`(?<!${value})${pattern}(?!${value})`, 'g')) ?? []
}

function withoutComments(text: string): string {
  return text.replace(/#.*$/gm, '')
}
