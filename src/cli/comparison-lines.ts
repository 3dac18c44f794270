import type { ChangedName, PlanComparison, ServiceComparison } from '../contract/plan-comparison'
import type { Language } from '../domain/berth-error'
import { cliTextsOf } from './cli-texts-of'
import { localTime } from './local-time'
import { formatMegabytes } from './megabytes'

/** What a plan's services come from and go to, as lines below the plan; none where no container is made. */
export function comparisonLines({ services }: PlanComparison, language: Language): readonly string[] {
  if (services.length === 0) return []
  const texts = cliTextsOf(language).builds.compare
  const width = Math.max(...services.map(({ service }) => service.length))
  const lines = services.flatMap((service) => {
    const [first = '', ...others] = serviceLines(service, language)
    const indent = ' '.repeat(width)
    return [`  ${service.service.padEnd(width)}  ${first}`, ...others.map((line) => `  ${indent}  ${line}`)]
  })
  return ['', texts.heading, ...lines]
}

function serviceLines(service: ServiceComparison, language: Language): readonly string[] {
  const texts = cliTextsOf(language).builds.compare
  const { from, to, isOlderBuild, pullBytes, comparePage, settings, imageDefaults } = service
  const revision = (value: string | null | undefined): string => value?.slice(0, 12) ?? '?'
  const built = to.builtAtMs === null ? [] : [texts.built(momentOf(from?.builtAtMs), localTime(to.builtAtMs))]
  const facts = [
    from === null ? revision(to.revision) : `${revision(from.revision)} → ${revision(to.revision)}`,
    ...built,
    ...(isOlderBuild ? [texts.olderBuild] : []),
    ...(pullBytes === null || pullBytes === 0 ? [] : [texts.pull(formatMegabytes(pullBytes))]),
  ]
  const names = settings.kind === 'compared' ? settings.names : []
  return [
    facts.join(', '),
    ...(comparePage === null ? [] : [comparePage]),
    ...(names.length === 0 ? [] : [texts.settings(namesText(names))]),
    ...(settings.kind === 'compared' && settings.hasOthers ? [texts.otherSettings] : []),
    ...(settings.kind === 'unknown' ? [texts.settingsUnknown] : []),
    ...(imageDefaults === null || imageDefaults.length === 0 ? [] : [texts.imageDefaults(namesText(imageDefaults))]),
  ]
}

function momentOf(atMs: number | null | undefined): string {
  return typeof atMs === 'number' ? localTime(atMs) : '?'
}

const marks = { added: '+', removed: '-', changed: '~' } as const

function namesText(names: readonly ChangedName[]): string {
  return names.map(({ name, change }) => `${marks[change]}${name}`).join(' ')
}
