import { buildEmptyImage } from '../engine/image'
import { architecture } from '../engine/image'
import { inspectImage, listedImage } from '../engine/image-inspect'
import { quietProgram } from '../engine/program'
import { pullImage } from '../engine/pull'
import { Refusal } from '../engine/refusal'
import type { World } from '../engine/world'
import type { Exchange } from './exchange'
import type { RouteEntry } from './route-table'

/** Images of the host, and what its registries have. */
export const imageRoutes: readonly RouteEntry[] = [
  [
    'GET',
    '/images/json',
    (world, { answer }) =>
      answer(
        200,
        world.images.all().map((one) => listedImage(world, one)),
      ),
  ],
  ['POST', '/images/create', createImage],
  ['GET', '/images/*/json', (world, { answer }, [name = '']) => answer(200, inspectImage(world.images.get(name)))],
  ['POST', '/images/*/tag', tagImage],
  ['DELETE', '/images/*', removeImage],
  ['GET', '/distribution/*/json', askRegistry],
]

/** A pull, or an import of nothing. */
async function createImage(world: World, exchange: Exchange): Promise<void> {
  const { query, readBody, begin } = exchange
  if (query.get('fromSrc') === null) return pull(world, exchange)
  await readBody()
  const image = buildEmptyImage(quietProgram, Date.now())
  world.images.add(image, `${query.get('repo') ?? ''}:${query.get('tag') || 'latest'}`, false)
  begin('application/json').end(`${JSON.stringify({ status: image.id })}\n`)
}

async function pull(world: World, { query, signal, begin }: Exchange): Promise<void> {
  const repository = query.get('fromImage') ?? ''
  const tag = query.get('tag') || 'latest'
  const image = requireRemote(world, repository, tag)
  const response = begin('application/json')
  await pullImage(world, { repository, tag, image }, (line) => response.write(`${JSON.stringify(line)}\n`), signal)
  response.end()
}

function requireRemote(world: World, repository: string, reference: string) {
  const image = world.remote.find(repository, reference)
  if (image !== null) return image
  const what = `manifest for ${repository}:${reference} not found: manifest unknown: manifest unknown`
  throw new Refusal(404, what)
}

function tagImage(world: World, { query, answer }: Exchange, [name = '']: readonly string[]): void {
  const reference = `${query.get('repo') ?? ''}:${query.get('tag') || 'latest'}`
  const { id } = world.images.tag(name, reference)
  world.events.tell('image', 'tag', id, { name: reference })
  answer(201)
}

function removeImage(world: World, { answer }: Exchange, [reference = '']: readonly string[]): void {
  const userOf = (imageId: string): string | null =>
    [...world.containers.values()].find(({ image }) => image.id === imageId)?.id ?? null
  const { image } = world.images.get(reference)
  const removed = world.images.untag(reference, userOf)
  world.events.tell('image', 'untag', image.id, { name: image.id })
  if (removed.some(({ Deleted }) => Deleted !== undefined)) {
    world.events.tell('image', 'delete', image.id, { name: image.id })
  }
  answer(200, removed)
}

/** What the engine hears from a registry, without pulling. */
function askRegistry(world: World, { answer }: Exchange, [reference = '']: readonly string[]): void {
  const digestAt = reference.indexOf('@')
  const colonAt = reference.lastIndexOf(':')
  const at = digestAt === -1 ? colonAt : digestAt
  const image = requireRemote(world, reference.slice(0, at), reference.slice(at + 1))
  answer(200, {
    Descriptor: { mediaType: 'application/vnd.docker.distribution.manifest.v2+json', digest: image.digest, size: 528 },
    Platforms: [{ architecture: architecture(), os: 'linux' }],
  })
}
