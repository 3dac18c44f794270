import { expect, it } from 'vitest'
import { newBuild, type TagsNow } from './new-build'
import { parseImageReference } from './image-reference'

const service = (name: string, tag: string, digest: string | null) => ({
  view: { name },
  image: { reference: parseImageReference(`registry.example.com/shop/${name}:${tag}`), tag, digest },
})
const now: TagsNow = (repository, tag) =>
  repository.endsWith('/api') && tag === 'develop' ? { digest: 'sha256:new', builtAtMs: 7 } : undefined

it('is the services of a slot’s own tag whose registry has another image under it', () => {
  const services = [service('web', 'develop', 'sha256:old'), service('api', 'develop', 'sha256:old')]
  expect(newBuild(services, 'develop', now)).toEqual({ tag: 'develop', services: ['api'], builtAtMs: 7 })
})

it('is none where the newest runs, where the image was never pushed, and where the service is on another branch', () => {
  expect(newBuild([service('api', 'develop', 'sha256:new')], 'develop', now)).toBeNull()
  expect(newBuild([service('api', 'develop', null)], 'develop', now)).toBeNull()
  expect(newBuild([service('api', 'develop', 'sha256:old')], 'main', now)).toBeNull()
  expect(newBuild([], null, now)).toBeNull()
})
