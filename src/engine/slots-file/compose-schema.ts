import { Ajv, type ValidateFunction } from 'ajv'
import composeSpec from './compose-spec.json' with { type: 'json' }

/** A part of a JSON schema. */
type Part = { [key: string]: unknown }

const text = { type: 'string' }
const truth = { type: ['boolean', 'string'] }
const anything = {}
const service = ['definitions', 'service', 'properties']

/**
 * What the Compose Specification has come to know since that schema was written, as far as Berth reads it. Everything
 * else that is newer is refused by Berth itself, by name.
 */
const newer: readonly (readonly [path: readonly string[], additions: Part])[] = [
  [['properties'], { name: text, include: anything, models: anything }],
  [service, { attach: truth, develop: anything, init: truth }],
  [[...service, 'pull_policy'], { enum: ['always', 'never', 'if_not_present', 'build', 'missing'] }],
  [[...service, 'env_file'], { $ref: null, type: ['string', 'array'] }],
  [[...service, 'extra_hosts'], { $ref: null, type: ['object', 'array'] }],
  [
    [...service, 'depends_on', 'oneOf', '1', 'patternProperties', '^[a-zA-Z0-9._-]+$', 'properties'],
    { required: truth, restart: truth },
  ],
  [
    [...service, 'ports', 'items', 'oneOf', '2', 'properties'],
    { host_ip: text, published: { type: ['string', 'integer'] }, name: text, app_protocol: text },
  ],
  [
    [...service, 'volumes', 'items', 'oneOf', '1', 'properties', 'bind', 'properties'],
    { create_host_path: truth, selinux: text },
  ],
  [
    [...service, 'volumes', 'items', 'oneOf', '1', 'properties', 'tmpfs', 'properties'],
    { mode: { type: ['string', 'number'] }, size: { type: ['string', 'integer'] } },
  ],
  [
    [...service, 'networks', 'oneOf', '1', 'patternProperties', '^[a-zA-Z0-9._-]+$', 'oneOf', '0', 'properties'],
    { mac_address: text },
  ],
  [['definitions', 'healthcheck', 'properties'], { start_interval: text }],
  [['definitions', 'deployment', 'properties', 'resources', 'properties', 'limits', 'properties'], { pids: anything }],
  [
    ['definitions', 'list_or_dict', 'oneOf', '0', 'patternProperties', '.+'],
    { type: ['string', 'number', 'boolean', 'null'] },
  ],
]

let compiled: ValidateFunction | null = null

/** The Compose Specification's schema, with what is newer, ready to check values; made at its first use. */
export function composeSchema(): ValidateFunction {
  compiled ??= new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(amendedSchema())
  return compiled
}

/** Throws when the schema no longer has the places that are amended. */
function amendedSchema(): Part {
  const schema = withoutIds(structuredClone(composeSpec)) as Part
  delete schema['$schema']
  for (const [path, additions] of newer) {
    const place = path.reduce<Part>((part, key) => {
      const next = part[key]
      if (typeof next !== 'object' || next === null) throw new Error(`the schema has no ${path.join('.')}`)
      return next as Part
    }, schema)
    Object.assign(place, additions)
    if (place['$ref'] === null) delete place['$ref']
  }
  return schema
}

/** An older draft's `id`s, which the validator refuses; a property that is named `id` is an object and stays. */
function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key, entry]) => key !== 'id' || typeof entry !== 'string')
  return Object.fromEntries(entries.map(([key, entry]) => [key, withoutIds(entry)]))
}
