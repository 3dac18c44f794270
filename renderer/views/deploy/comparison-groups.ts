import type { ChangedName, PlanComparison, ServiceComparison } from '../../../src/contract/plan-comparison'

/** Services of one repository, usually: what is the same for all of them is said once. */
export type ComparisonGroup = Pick<ServiceComparison, 'from' | 'to' | 'isOlderBuild' | 'comparePage'> & {
  readonly services: readonly string[]
  /** Of all of them; null as soon as one is not known. */
  readonly pullBytes: number | null
}

/** Groups services that come from and go to the same revision, with the same page; the youngest build date stands for all. */
export function comparisonGroups({ services }: PlanComparison): readonly ComparisonGroup[] {
  const groups = new Map<string, ComparisonGroup>()
  for (const { service, from, to, isOlderBuild, comparePage, pullBytes } of services) {
    const key = JSON.stringify([from?.revision ?? null, from === null, to.revision, isOlderBuild, comparePage])
    const known = groups.get(key)
    const sum = known === undefined ? pullBytes : sumOf(known.pullBytes, pullBytes)
    groups.set(key, {
      from: known === undefined ? from : youngest(known.from, from),
      to: youngest(known?.to ?? null, to) ?? to,
      isOlderBuild,
      comparePage,
      services: [...(known?.services ?? []), service],
      pullBytes: sum,
    })
  }
  return [...groups.values()]
}

/** A name that changes in a service; `other`: settings that have no name here; `image`: the image brings it by itself. */
type ChangeLine = {
  readonly service: string
  readonly origin: 'settings' | 'image' | 'other'
  readonly names: readonly ChangedName[]
}

/** What changes by name, service by service; services without a change are left out. */
export function changeLines({ services }: PlanComparison): readonly ChangeLine[] {
  return services.flatMap(({ service, settings, imageDefaults }) => {
    const names = settings.kind === 'compared' ? settings.names : []
    const lines: readonly ChangeLine[] = [
      { service, origin: 'settings', names },
      { service, origin: 'image', names: imageDefaults ?? [] },
    ]
    const others = settings.kind === 'compared' && settings.hasOthers
    return [
      ...lines.filter((line) => line.names.length > 0),
      ...(others ? [{ service, origin: 'other', names: [] } as const] : []),
    ]
  })
}

function sumOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b
}

function youngest(a: ServiceComparison['from'], b: ServiceComparison['from']): ServiceComparison['from'] {
  if (a === null || b === null) return a ?? b
  return (a.builtAtMs ?? -Infinity) >= (b.builtAtMs ?? -Infinity) ? a : b
}
