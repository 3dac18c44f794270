import { fault, type Field } from './field'
import { readKeyValues, record } from './read-key-values'
import { readSection } from './read-section'
import { isNull, readBoolean, readItems, readText } from './read-values'
import { pathInFolder } from './relative-path'
import type { ServiceSurroundings } from './service-surroundings'

/** An `env_file` as a service names it. */
export type EnvironmentFileReference = {
  readonly field: Field
  /** As the bundle names it. */
  readonly path: string
  /** Whether a file that is not there is a fault. */
  readonly required: boolean
}

/** The files that `env_file` names, in their order; a later one overrules an earlier one. */
export function readEnvironmentFiles(field: Field | undefined): readonly EnvironmentFileReference[] {
  if (field === undefined) return []
  const items = field.node.kind === 'scalar' && !isNull(field) ? [field] : readItems(field)
  return items.flatMap((item) => {
    const { path: pathField, required } =
      item.node.kind === 'map'
        ? readSection(item, { supported: ['path', 'required'], refused: { format: 'key-unsupported' } })
        : { path: item, required: undefined }
    const path = readText(pathField)
    if (path === null) return pathField === undefined ? (fault(item, 'key-missing', { key: 'path' }) ?? []) : []
    const inFolder = pathInFolder(path)
    if (inFolder === null) return fault(item, 'env-file-outside', { path }) ?? []
    return [{ field: item, path: inFolder, required: required === undefined || readBoolean(required) }]
  })
}

/** `env_file` and `environment` together, as the container gets them. */
export function readEnvironment(
  envFile: Field | undefined,
  environment: Field | undefined,
  surroundings: ServiceSurroundings,
): Readonly<Record<string, string>> {
  const variables = new Map<string, string>()
  for (const reference of readEnvironmentFiles(envFile)) {
    for (const [name, value] of readFile(reference, surroundings)) variables.set(name, value)
  }
  for (const [name, { field, value }] of readKeyValues(environment)) {
    const found = value ?? surroundings.lookup(name)
    if (found === null) fault(field, 'environment-value-missing', { name })
    else variables.set(name, found)
  }
  return record([...variables])
}

function readFile(
  { field, path, required }: EnvironmentFileReference,
  { environmentFile }: ServiceSurroundings,
): ReadonlyMap<string, string> {
  const parsed = environmentFile(path)
  if (parsed === null) {
    if (required) fault(field, 'env-file-missing', { path })
    return new Map()
  }
  for (const { code, details, line, column } of parsed.faults) {
    fault({ ...field, file: path, at: { line, column }, path: '' }, code, details)
  }
  for (const { code, details, line, column } of parsed.warnings) {
    field.remarks.warn({ code, details, file: path, line, column, path: '' })
  }
  return parsed.variables
}
