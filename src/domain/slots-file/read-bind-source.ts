import { fault, type Field } from './field'
import { hostPath } from './relative-path'
import type { ServiceSurroundings } from './service-surroundings'

/** The source of a bind mount as an absolute path on the host; says what is wrong with it. */
export function readBindSource(field: Field, source: string, { directory }: ServiceSurroundings): string | null {
  if (source.startsWith('~')) return fault(field, 'bind-in-home', { path: source })
  return hostPath(source, directory) ?? fault(field, 'bind-relative', { path: source })
}
