import { readParameter, splitByCommas } from './header-parts'

/** What a `WWW-Authenticate` header asks for. Names of schemes and parameters are in lower case. */
export type Challenge = { readonly scheme: string; readonly parameters: ReadonlyMap<string, string> }

/**
 * Reads the challenges of a `WWW-Authenticate` header (RFC 9110, 11.6.1): several of them, and the parameters of each,
 * stand between the same commas, and a quoted value may hold commas itself (a scope does). A parameter that stands twice
 * has its first value; what can't be read is left out.
 */
export function readChallenges(header: string): readonly Challenge[] {
  const challenges: { readonly scheme: string; readonly parameters: Map<string, string> }[] = []
  for (const part of splitByCommas(header)) {
    const [, scheme, rest = ''] = /^([\w!#$%&'*+.^`|~-]+)(?:\s+(\S.*))?$/s.exec(part) ?? []
    const isParameter = scheme === undefined || /^\s*=/.test(rest)
    if (!isParameter) challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() })
    const parameter = readParameter(isParameter ? part : rest)
    const parameters = challenges.at(-1)?.parameters
    if (parameter !== null && parameters?.has(parameter.name) === false) parameters.set(parameter.name, parameter.value)
  }
  return challenges
}

/** The only two schemes that registries use. */
export type RegistryChallenge =
  | { readonly kind: 'basic' }
  /** `scope` null: the registry names none, as it answers `/v2/` itself so. */
  | { readonly kind: 'bearer'; readonly realm: string; readonly service: string | null; readonly scope: string | null }

/** The challenge to follow: a token before a password, as a token says what it is for. Null: none that Berth can follow. */
export function chooseChallenge(header: string): RegistryChallenge | null {
  const challenges = readChallenges(header)
  const bearer = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.has('realm'))
  if (bearer !== undefined) {
    const { parameters } = bearer
    const [service = null, scope = null] = [parameters.get('service'), parameters.get('scope')]
    return { kind: 'bearer', realm: parameters.get('realm') ?? '', service, scope }
  }
  return challenges.some(({ scheme }) => scheme === 'basic') ? { kind: 'basic' } : null
}
