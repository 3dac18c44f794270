import type { ContainerObservation, HostObservation, ImageObservation } from '../domain/container-observation'
import { composeLabels } from '../domain/label-names'

/** A running container of service `web` in slot `dev1` without a health check; a test names what matters to it. */
export function sampleContainer(
  changes: Partial<ContainerObservation> & { readonly slot?: string; readonly service?: string } = {},
): ContainerObservation {
  const { slot = 'dev1', service = 'web', labels = {}, ...rest } = changes
  return {
    id: `${slot}-${service}`,
    name: `${slot}-${service}-1`,
    imageReference: `registry.example.com/shop/${service}:kickoff-240510-dashboard`,
    imageId: `sha256:${service}`,
    status: 'running',
    health: 'none',
    healthCheck: null,
    checks: [],
    failingStreak: 0,
    restarts: 0,
    restartPolicy: 'no',
    exitCode: null,
    outOfMemory: false,
    memoryLimitBytes: null,
    startError: '',
    createdAtMs: 1_000,
    startedAtMs: 2_000,
    finishedAtMs: null,
    autoRemove: false,
    ...rest,
    labels: { [composeLabels.project]: slot, [composeLabels.service]: service, ...labels },
  }
}

/** An image of `web` that a registry knows. */
export function sampleImage(changes: Partial<ImageObservation> = {}): ImageObservation {
  return {
    id: 'sha256:web',
    tags: ['registry.example.com/shop/web:kickoff-240510-dashboard'],
    digests: [`registry.example.com/shop/web@sha256:${'a'.repeat(64)}`],
    labels: {},
    createdAtMs: 500,
    sizeBytes: 1_000,
    platform: 'linux/amd64',
    ...changes,
  }
}

/** A host with these containers and images. */
export function sampleObservation(
  containers: readonly ContainerObservation[],
  images: readonly ImageObservation[] = [],
  locks: HostObservation['locks'] = [],
): HostObservation {
  return { containers, images: new Map(images.map((image) => [image.id, image])), locks }
}
