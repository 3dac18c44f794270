import { fault, type Field } from './field'
import { readSection } from './read-section'
import { readBoolean, readEntries, readItems, readText, readWord } from './read-values'
import type { Dependency } from './service-spec'

/** A dependency as the file has it; whether the slot has that service is seen later. */
export type WantedDependency = Dependency & { readonly required: boolean; readonly field: Field }

const conditions = ['service_started', 'service_healthy', 'service_completed_successfully'] as const

/** `depends_on`, as a list or with conditions. */
export function readDependencies(field: Field | undefined): readonly WantedDependency[] {
  if (field?.node.kind !== 'map') {
    return readItems(field).flatMap((item) => {
      const service = readText(item)
      return service === null ? [] : [{ service, condition: 'service_started', required: true, field: item }]
    })
  }
  return [...readEntries(field)].map(([service, entry]) => readDependency(service, entry))
}

function readDependency(service: string, field: Field): WantedDependency {
  const { condition, required, restart } = readSection(field, { supported: ['condition', 'required', 'restart'] })
  if (condition === undefined) fault(field, 'key-missing', { key: 'condition' })
  if (readBoolean(restart) && restart !== undefined) fault(restart, 'depends-on-restart')
  return {
    service,
    condition: readWord(condition, conditions) ?? 'service_started',
    required: required === undefined || readBoolean(required),
    field,
  }
}
