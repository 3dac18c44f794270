import { type Fields, textMapIn } from './fields'
import { architecture } from './image'
import type { NamedImage } from './image-store'
import type { World } from './world'

function namesOf({ tags, digests }: NamedImage): Fields {
  return { RepoTags: tags, RepoDigests: digests }
}

/** One entry of `GET /images/json`. */
export function listedImage(world: World, named: NamedImage): Fields {
  const { image } = named
  const users = [...world.containers.values()].filter((container) => container.image.id === image.id)
  const Labels = textMapIn(image.defaults, 'Labels')
  const Created = Math.floor(image.createdAtMs / 1_000)
  return { Id: image.id, ...namesOf(named), Created, Size: image.sizeBytes, Labels, Containers: users.length }
}

/** What `GET /images/{name}/json` answers. */
export function inspectImage(named: NamedImage): Fields {
  const { image } = named
  return {
    Id: image.id,
    ...namesOf(named),
    Created: new Date(image.createdAtMs).toISOString(),
    Size: image.sizeBytes,
    VirtualSize: image.sizeBytes,
    Os: 'linux',
    Architecture: architecture(),
    Config: image.defaults,
    RootFS: { Type: 'layers', Layers: image.layers.map(({ digest }) => digest) },
  }
}
