import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { type ImageReference, parseImageReference } from '../../domain/image-reference'

/** The path of one container. What cannot be an ID (and would lead to another path) is `container-gone`. */
export function containerPath(prefix: string, containerId: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(containerId)) {
    throw new BerthError('container-gone', { container: displayText(containerId, 80) })
  }
  return `${prefix}/containers/${containerId}`
}

/** The path of one network or volume, by name or ID. What cannot be one (and would lead to another path) is refused. */
export function namedPath(prefix: string, kind: 'networks' | 'volumes', name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) {
    const field = kind === 'networks' ? 'network' : 'volume'
    throw new BerthError('bad-request', { field, reason: displayText(name, 80) })
  }
  return `${prefix}/${kind}/${name}`
}

/** The path of one image, by reference or ID; null for what can be neither. */
export function imagePath(prefix: string, referenceOrId: string): string | null {
  const known = /^(?:sha256:)?[0-9a-f]{12,64}$/.test(referenceOrId) || parseImageReference(referenceOrId) !== null
  return known ? `${prefix}/images/${referenceOrId}/json` : null
}

/** The reference in parts; `image-not-found` for what no registry can have. */
export function requireReference(text: string): ImageReference {
  const reference = parseImageReference(text)
  if (reference === null) throw new BerthError('image-not-found', { reference: displayText(text) })
  return reference
}
