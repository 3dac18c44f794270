import { fault, type Field, warn } from './field'
import { readSection } from './read-section'
import { readBoolean, readDurationMs, readInteger, readText, readTexts } from './read-values'
import type { HealthcheckSpec } from './service-spec'

/** `healthcheck`; null where there is none: the image's own counts. */
export function readHealthcheck(field: Field | undefined): HealthcheckSpec | null {
  if (field === undefined) return null
  const section = readSection(field, {
    supported: ['test', 'disable', 'interval', 'timeout', 'start_period', 'start_interval', 'retries'],
  })
  const test = readTest(section.test)
  if (readBoolean(section.disable)) {
    if (section.test !== undefined && test?.[0] !== 'NONE') fault(section.test, 'healthcheck-disabled-with-test')
    return { kind: 'disabled' }
  }
  const check = {
    kind: 'check',
    test,
    intervalMs: readDurationMs(section.interval),
    timeoutMs: readDurationMs(section.timeout),
    startPeriodMs: readDurationMs(section.start_period),
    startIntervalMs: readDurationMs(section.start_interval),
    retries: readInteger(section.retries, 0, 1_000_000),
  } as const
  if (section.start_interval !== undefined) warn(section.start_interval, 'start-interval-without-effect')
  return test?.[0] === 'NONE' ? { kind: 'disabled' } : check
}

/** A text is for the shell; a list says itself what it is for. */
function readTest(field: Field | undefined): readonly string[] | null {
  if (field === undefined) return null
  if (field.node.kind === 'scalar') {
    const text = readText(field)
    return text === null ? null : ['CMD-SHELL', text]
  }
  const words = readTexts(field)
  const [kind] = words
  if (kind === 'NONE' && words.length === 1) return words
  if (kind === 'CMD' && words.length > 1) return words
  if (kind === 'CMD-SHELL' && words.length === 2) return words
  return fault(field, 'healthcheck-test-invalid')
}
