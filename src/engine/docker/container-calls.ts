import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import type { DockerClient, RawInspect } from '../ports'
import { containerPath } from './api-path'
import type { DockerHttp, DockerRequest } from './docker-http'
import { dockerLimits } from './docker-limits'
import { lenientObject, parseAnswer } from './lenient-json'
import { listedContainers, observeContainer } from './observe-container'

/** The calls below need the version agreed on: it stands in front of every path. */
export type VersionedHttp = { readonly http: DockerHttp; readonly prefix: (signal: AbortSignal) => Promise<string> }

/** An inspect answer is passed on whole; that it is an object is all that is asked of it here. */
export const rawInspectSchema: z.ZodType<RawInspect> = z.record(z.string(), z.unknown())

type Reading = Pick<DockerClient, 'listContainers' | 'observeContainer' | 'inspectContainer'>

/** Calls that look at containers. */
export function containerReading({ http, prefix }: VersionedHttp): Reading {
  const inspect = async (id: string, signal: AbortSignal): Promise<unknown> => {
    const path = `${containerPath(await prefix(signal), id)}/json`
    return http.json({ operation: 'inspect container', method: 'GET', path, containerId: id }, signal)
  }
  return {
    listContainers: async (label, signal) => {
      const filters = JSON.stringify(label === null ? {} : { label: [label] })
      const path = `${await prefix(signal)}/containers/json`
      const query = { all: true, filters }
      return listedContainers(await http.json({ operation: 'list containers', method: 'GET', path, query }, signal))
    },
    observeContainer: async (id, signal) => {
      try {
        return observeContainer(await inspect(id, signal))
      } catch (error) {
        if (error instanceof BerthError && error.code === 'container-gone') return null
        throw error
      }
    },
    inspectContainer: async (id, signal) =>
      parseAnswer(rawInspectSchema, await inspect(id, signal), 'inspect container'),
  }
}

type Changing = Pick<
  DockerClient,
  'startContainer' | 'stopContainer' | 'renameContainer' | 'setRestartPolicy' | 'removeContainer'
>

/** Calls that change a container. None is ever repeated here. */
export function containerChanging({ http, prefix }: VersionedHttp): Changing {
  type Change = Omit<DockerRequest, 'path' | 'containerId'> & { readonly action: string }
  const change = async (id: string, { action, ...request }: Change, signal: AbortSignal): Promise<void> => {
    const path = `${containerPath(await prefix(signal), id)}${action}`
    await http.call({ limitMs: dockerLimits.changeMs, ...request, path, containerId: id }, signal)
  }
  /** Already so: a container that runs, or that stands still. */
  const notModified = [304]
  return {
    startContainer: (id, signal) =>
      change(id, { operation: 'start container', method: 'POST', action: '/start', accept: notModified }, signal),
    stopContainer: async (id, graceSeconds, signal) => {
      const grace = graceSeconds ?? (await ownGrace(http, await prefix(signal), id, signal))
      const limitMs = grace * 1_000 + dockerLimits.stopMarginMs
      const request = { operation: 'stop container', method: 'POST', query: { t: grace }, accept: notModified } as const
      await change(id, { ...request, action: '/stop', limitMs }, signal)
    },
    renameContainer: (id, name, signal) =>
      change(id, { operation: 'rename container', method: 'POST', action: '/rename', query: { name } }, signal),
    setRestartPolicy: (id, policy, signal) => {
      const body = { RestartPolicy: { Name: policy.name, MaximumRetryCount: policy.maximumRetries } }
      return change(id, { operation: 'set restart policy', method: 'POST', action: '/update', body }, signal)
    },
    removeContainer: async (id, { force, anonymousVolumes: v = false }, signal) => {
      const request = { operation: 'remove container', method: 'DELETE', query: { force, v } } as const
      try {
        await change(id, { ...request, action: '' }, signal)
      } catch (error) {
        if (!(error instanceof BerthError) || error.code !== 'container-gone') throw error
      }
    },
  }
}

const graceSchema = z.object({ Config: lenientObject({ StopTimeout: z.number().nullable().catch(null) }) })
const defaultGraceSeconds = 10
/** A longer grace is not waited for: a stop must end. */
const longestGraceSeconds = 3_600

/** The grace a container was created with; Docker's own default where it names none. */
async function ownGrace(http: DockerHttp, prefix: string, id: string, signal: AbortSignal): Promise<number> {
  const path = `${containerPath(prefix, id)}/json`
  const answer = await http.json({ operation: 'stop container', method: 'GET', path, containerId: id }, signal)
  const grace = parseAnswer(graceSchema, answer, 'stop container').Config.StopTimeout ?? defaultGraceSeconds
  return Math.min(Math.max(0, grace), longestGraceSeconds)
}

type Creating = Pick<DockerClient, 'createContainer'>

const createdSchema = z.object({ Id: z.string().min(1) })

/** Calls that make a container. */
export function containerCreating({ http, prefix }: VersionedHttp): Creating {
  return {
    createContainer: async (name, body, signal) => {
      const operation = 'create container'
      const path = `${await prefix(signal)}/containers/create`
      const request = {
        operation,
        method: 'POST',
        path,
        query: { name },
        body,
        limitMs: dockerLimits.changeMs,
      } as const
      return parseAnswer(createdSchema, await http.json(request, signal), operation).Id
    },
  }
}
