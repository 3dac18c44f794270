import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { reasonDetails } from '../../domain/error-reasons'
import type { DockerClient } from '../ports'
import { imagePath, requireReference } from './api-path'
import { emptyTar } from './archive'
import { rawInspectSchema, type VersionedHttp } from './container-calls'
import { uselessAnswer } from './docker-failure'
import { dockerLimits } from './docker-limits'
import { parseAnswer } from './lenient-json'
import { listedImages, observeImage } from './observe-image'
import { orMissing } from './volume-calls'

type ImageCalls = Pick<
  DockerClient,
  'observeImage' | 'inspectImage' | 'listImages' | 'createEmptyImage' | 'tagImage' | 'removeImageTag'
>

const missing = 404

/** Calls about the images of the host. */
export function imageCalls(parts: VersionedHttp): ImageCalls {
  const { http, prefix } = parts
  const operation = 'inspect image'
  const inspect = async (referenceOrId: string, signal: AbortSignal): Promise<unknown> => {
    const path = imagePath(await prefix(signal), referenceOrId)
    if (path === null) {
      const reason = reasonDetails('image-unknown', { image: displayText(referenceOrId) })
      throw new BerthError('docker-refused', { operation, status: missing, ...reason })
    }
    return http.json({ operation, method: 'GET', path }, signal)
  }
  const observe: DockerClient['observeImage'] = async (referenceOrId, signal) => {
    try {
      return observeImage(await inspect(referenceOrId, signal))
    } catch (error) {
      if (error instanceof BerthError && error.data.details['status'] === missing) return null
      throw error
    }
  }
  return {
    ...tagging(parts),
    observeImage: observe,
    inspectImage: async (referenceOrId, signal) =>
      parseAnswer(rawInspectSchema, await inspect(referenceOrId, signal), operation),
    listImages: async (signal) => {
      const request = { operation: 'list images', method: 'GET', path: `${await prefix(signal)}/images/json` } as const
      return listedImages(await http.json(request, signal))
    },
    createEmptyImage: async (repository, tag, signal) => {
      const creating = 'create empty image'
      const path = `${await prefix(signal)}/images/create`
      const query = { fromSrc: '-', repo: repository, tag }
      const limitMs = dockerLimits.changeMs
      await http.call({ operation: creating, method: 'POST', path, query, tar: emptyTar, limitMs }, signal)
      // The answer is a progress stream, which may hold an error: whether the image is there is what counts.
      const image = await observe(`${repository}:${tag}`, signal)
      if (image === null) throw uselessAnswer(creating, 'answer-without-image')
      return image.id
    },
  }
}

function tagging({ http, prefix }: VersionedHttp): Pick<ImageCalls, 'tagImage' | 'removeImageTag'> {
  const pathOf = async (referenceOrId: string, signal: AbortSignal): Promise<string> =>
    (imagePath(await prefix(signal), referenceOrId) ?? '').replace(/\/json$/, '')
  return {
    tagImage: async (imageId, repository, tag, signal) => {
      const operation = 'tag image'
      requireReference(`${repository}:${tag}`)
      const path = await pathOf(imageId, signal)
      if (path === '') throw new BerthError('image-not-found', { reference: displayText(imageId) })
      await http.call({ operation, method: 'POST', path: `${path}/tag`, query: { repo: repository, tag } }, signal)
    },
    removeImageTag: async (reference, signal) => {
      // By an ID, or by a name without its tag, more could go than was meant.
      if (requireReference(reference).tag === null) throw new BerthError('tag-invalid', { tag: displayText(reference) })
      const path = await pathOf(reference, signal)
      const request = { operation: 'remove tag', method: 'DELETE', path, query: { force: false } } as const
      return (await orMissing(http.call({ ...request, limitMs: dockerLimits.changeMs }, signal))) !== null
    },
  }
}
