import { displayText } from '../../../../domain/display-text'
import { matchesPatterns } from '../name-pattern'
import { type ConfigLine, invalidSetting } from './config-line'

/** What a `Match` line is held against. */
export type MatchSubject = {
  /** As the person wrote it. */
  readonly originalHost: string
  /** What the settings above made of it. */
  readonly host: string
  readonly user: string
  readonly localUser: string
  /** Whether the files are gone through once more, with all that the first time gave. */
  readonly isFinalPass: boolean
}

/** `unknowable`: it hangs on something that Berth doesn't look into, such as a command that would be run. */
export type MatchVerdict =
  { readonly kind: 'applies' | 'skipped' } | { readonly kind: 'unknowable'; readonly criterion: string }

/** Whether a `Match` line means the subject. `ssh-config-invalid` where it can't be read. */
export function judgeMatch(line: ConfigLine, subject: MatchSubject): MatchVerdict {
  let verdict: MatchVerdict = { kind: 'applies' }
  for (const { name, value, isNegated } of criteriaOf(line)) {
    const is = holds(name, value, subject)
    if (is === null) verdict = { kind: 'unknowable', criterion: `Match ${name}` }
    else if (is === isNegated) return { kind: 'skipped' }
  }
  return verdict
}

/** Whether the line asks for the second time through. */
export function wantsFinalPass(line: ConfigLine): boolean {
  return criteriaOf(line).some(({ name }) => name === 'final')
}

function holds(name: string, value: string, subject: MatchSubject): boolean | null {
  const lowered = value.toLowerCase().split(',')
  switch (name) {
    case 'all':
      return true
    case 'final':
      return subject.isFinalPass
    case 'canonical':
      // Asking for canonical names is refused where it stands.
      return false
    case 'host':
      return matchesPatterns(lowered, subject.host.toLowerCase())
    case 'originalhost':
      return matchesPatterns(lowered, subject.originalHost.toLowerCase())
    case 'user':
      return matchesPatterns(value.split(','), subject.user)
    case 'localuser':
      return matchesPatterns(value.split(','), subject.localUser)
    default:
      return null
  }
}

type Criterion = { readonly name: string; readonly value: string; readonly isNegated: boolean }

const withoutValue: ReadonlySet<string> = new Set(['all', 'final', 'canonical'])

function criteriaOf(line: ConfigLine): readonly Criterion[] {
  const words = [...line.values]
  const criteria: Criterion[] = []
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const isNegated = word.startsWith('!')
    const name = (isNegated ? word.slice(1) : word).toLowerCase()
    const value = withoutValue.has(name) ? '' : words.shift()
    if (value === undefined) throw invalidSetting(line, 'criterion-without-value', { criterion: displayText(name, 60) })
    criteria.push({ name, value, isNegated })
  }
  return criteria
}
