import type { HostFact, HostTest, HostTestStep } from '../contract/host-test'
import type { Language } from '../domain/berth-error'
import type { CliTexts } from './cli-texts'
import { cliTextsOf } from './cli-texts-of'
import { padToWidth, textWidth } from './text-width'

/**
 * The checklist as far as it stands: a line for each step that has passed or failed, from the first on without a gap, so that
 * what was printed once stays right.
 */
export function stepLines({ steps }: HostTest, language: Language): readonly string[] {
  const texts = cliTextsOf(language).hosts
  const open = steps.findIndex(({ state }) => state.kind !== 'passed' && state.kind !== 'failed')
  const done = open < 0 ? steps : steps.slice(0, open)
  const width = Math.max(...Object.values(texts.steps).map(textWidth))
  return done.map((step) => stepLine(step, width, texts))
}

function stepLine({ kind, via, state }: HostTestStep, width: number, texts: CliTexts['hosts']): string {
  const name = padToWidth(via === null ? texts.steps[kind] : texts.via(via, texts.steps[kind]), width)
  if (state.kind === 'failed') return `  ✗ ${name}`.trimEnd()
  const fact = state.kind === 'passed' && state.fact !== null ? factText(state.fact, texts) : ''
  return `  ✓ ${name}  ${fact}`.trimEnd()
}

function factText(fact: HostFact, { facts }: CliTexts['hosts']): string {
  switch (fact.kind) {
    case 'address':
      return fact.address
    case 'server':
      return fact.software
    case 'certificate':
      return facts.certificate(fact.issuer, new Date(fact.untilMs).toISOString().slice(0, 10))
    case 'host-key':
      return `${fact.keyType} ${fact.fingerprint}`
    case 'login':
      return facts.login(fact.user, facts.methods[fact.method])
    case 'docker': {
      const way = fact.way === null ? [] : [facts.ways[fact.way]]
      return [facts.docker(fact.engineVersion, fact.apiVersion), ...way].join(', ')
    }
    case 'slots':
      return facts.slots(fact.count, [...fact.names, ...(fact.count > fact.names.length ? ['…'] : [])].join(', '))
    case 'rights':
      return facts.rights[fact.access]
  }
}

/** Milliseconds as people read them: tenths below ten. */
export function latencyText(latencyMs: number): string {
  return `${latencyMs < 10 ? latencyMs.toFixed(1) : String(Math.round(latencyMs))} ms`
}
