import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation, ImageObservation } from '../../domain/container-observation'
import type { ImageTarget } from '../../domain/image-target'
import { atTag, formatImageReference, parseImageReference } from '../../domain/image-reference'
import type { CredentialSource, DockerClient, EngineInfo } from '../ports'

/** What asking for images needs. */
export type ResolveParts = {
  readonly client: DockerClient
  readonly credentials: CredentialSource
  readonly imageStore: EngineInfo['imageStore']
}

/** A service and the container whose repository it keeps. */
export type ServiceImage = {
  readonly name: string
  readonly container: ContainerObservation
  readonly image: ImageObservation | undefined
}

/**
 * What each service's repository offers at the tag: all are asked side by side, the same reference once, each registry
 * with the credentials for it alone. Where a registry has nothing, refuses, or can't be reached, the host's own image of
 * that tag serves, and the plan says so; with one exception: where a registry that the image came from refuses the
 * credentials, nobody knows whether the tag has moved on, and logging in again helps, so the refusal stands.
 */
export async function resolveTargets(
  parts: ResolveParts,
  services: readonly ServiceImage[],
  tag: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ImageTarget>> {
  const named = services.map(({ name, container, image }) => ({ name, container, image: nameOf(container, image) }))
  const references = named.flatMap(({ name, image }) =>
    image === null ? [] : [[name, formatImageReference(atTag(image, tag))] as const],
  )
  const without = named.flatMap(({ name, container, image }) =>
    image === null ? [[name, unnamed(container, tag)] as const] : [],
  )
  return new Map([...(await resolveReferences(parts, new Map(references), signal)), ...without])
}

/** The same for references as they are, by service. */
export async function resolveReferences(
  parts: ResolveParts,
  references: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ImageTarget>> {
  const asked = new Map<string, Promise<ImageTarget>>()
  const targets = [...references].map(async ([name, reference]) => {
    const registry = parseImageReference(reference)?.registry ?? ''
    const answer = asked.get(reference) ?? resolveReference(parts, reference, registry, signal)
    asked.set(reference, answer)
    return [name, await answer] as const
  })
  return new Map(await Promise.all(targets))
}

/** The repository by the container's reference, or by a name of its image where that is an ID. */
function nameOf(container: ContainerObservation, image: ImageObservation | undefined): NamedImage | null {
  const names = [container.imageReference, ...(image?.tags ?? []), ...(image?.digests ?? [])]
  for (const name of names) {
    const parsed = parseImageReference(name)
    if (parsed !== null) return parsed
  }
  return null
}

type NamedImage = NonNullable<ReturnType<typeof parseImageReference>>

/** An image without any name has no other tags. */
function unnamed({ imageReference }: ContainerObservation, tag: string): ImageTarget {
  return { kind: 'missing', reference: `${imageReference.slice(0, 80)}:${tag}`, registry: '' }
}

/** What one reference means today. */
export async function resolveReference(
  parts: ResolveParts,
  reference: string,
  registry: string,
  signal: AbortSignal,
): Promise<ImageTarget> {
  const [onHost, answer] = await Promise.all([
    parts.client.observeImage(reference, signal),
    askRegistry(parts, reference, registry, signal),
  ])
  if (answer.kind === 'found') {
    const { digest, platforms } = answer.remote
    return { kind: 'registry', reference, registry, digest, platforms, onHost }
  }
  const mustLogIn = answer.kind === 'failed' && isRefusal(answer.error) && cameFromRegistry(parts, onHost, reference)
  if (onHost !== null && !mustLogIn) return { kind: 'host', reference, registry, image: onHost }
  if (answer.kind === 'failed') return { kind: 'unknown', reference, registry, error: answer.error.data }
  return { kind: 'missing', reference, registry }
}

type RegistryAnswer =
  | { readonly kind: 'found'; readonly remote: NonNullable<Awaited<ReturnType<DockerClient['resolveRemote']>>> }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly error: BerthError }

async function askRegistry(
  { client, credentials }: ResolveParts,
  reference: string,
  registry: string,
  signal: AbortSignal,
): Promise<RegistryAnswer> {
  try {
    const login = await credentials.credentialsFor(registry, signal)
    const remote = await client.resolveRemote(reference, login, signal)
    return remote === null ? { kind: 'absent' } : { kind: 'found', remote }
  } catch (error) {
    if (error instanceof BerthError && registryCodes.has(error.code)) return { kind: 'failed', error }
    throw error
  }
}

/** What says something about the registry, and nothing about the host. */
const registryCodes: ReadonlySet<string> = new Set([
  'registry-refused',
  'typed-login-refused',
  'registry-unreachable',
  'credentials-unusable',
  'pull-failed',
  'docker-timeout',
])

function isRefusal({ code }: BerthError): boolean {
  return code === 'registry-refused' || code === 'typed-login-refused' || code === 'credentials-unusable'
}

/** The containerd store gives every image a digest, pushed or not: there nobody can tell. */
function cameFromRegistry({ imageStore }: ResolveParts, image: ImageObservation | null, reference: string): boolean {
  if (image === null || imageStore !== 'classic') return false
  const repository = parseImageReference(reference)?.repository ?? ''
  return image.digests.some((digest) => digest.startsWith(`${repository}@`))
}
