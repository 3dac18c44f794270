import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import type { DockerClient, VolumeObservation } from '../ports'
import { namedPath } from './api-path'
import type { VersionedHttp } from './container-calls'
import { uselessAnswer } from './docker-failure'
import { dockerLimits } from './docker-limits'
import { lenientRecord, lenientText, lenientTime, parseAnswer } from './lenient-json'

type VolumeCalls = Pick<DockerClient, 'createVolume' | 'inspectVolume' | 'listVolumes' | 'removeVolume'>

const volumeSchema = z.object({
  Name: z.string().min(1),
  Driver: lenientText,
  Labels: lenientRecord,
  Options: lenientRecord,
  CreatedAt: lenientTime,
})

/** An engine without volumes may say null. */
const listSchema = z.object({
  Volumes: z
    .array(z.unknown())
    .nullable()
    .transform((volumes) => volumes ?? []),
})

/** Calls about volumes. */
export function volumeCalls({ http, prefix }: VersionedHttp): VolumeCalls {
  const inspectVolume: VolumeCalls['inspectVolume'] = async (name, signal) => {
    const operation = 'inspect volume'
    const path = namedPath(await prefix(signal), 'volumes', name)
    const answer = await orMissing(http.json({ operation, method: 'GET', path }, signal))
    return answer === null ? null : observationOf(answer, operation)
  }
  return {
    inspectVolume,
    listVolumes: async (label, signal) => {
      const operation = 'list volumes'
      const path = `${await prefix(signal)}/volumes`
      const query = { filters: JSON.stringify({ label: [label] }) }
      const answer = await http.json({ operation, method: 'GET', path, query }, signal)
      return parseAnswer(listSchema, answer, operation).Volumes.map((volume) => observationOf(volume, operation))
    },
    createVolume: async (name, { labels, driver, driverOptions }, signal) => {
      const operation = 'create volume'
      // The name is checked here too: without one Docker makes one up.
      const base = namedPath(await prefix(signal), 'volumes', name)
      const path = `${base.slice(0, base.lastIndexOf('/'))}/create`
      const body = { Name: name, Labels: labels, Driver: driver ?? 'local', DriverOpts: driverOptions ?? {} }
      await http.call({ operation, method: 'POST', path, body, limitMs: dockerLimits.changeMs }, signal)
      // The answer to a create may lack labels and options, and says nothing of a volume that was there before.
      const made = await inspectVolume(name, signal)
      if (made === null) throw uselessAnswer(operation, 'answer-without-volume')
      return made
    },
    removeVolume: async (name, signal) => {
      const path = namedPath(await prefix(signal), 'volumes', name)
      const request = { operation: 'remove volume', method: 'DELETE', path, limitMs: dockerLimits.changeMs } as const
      await orMissing(http.call(request, signal))
    },
  }
}

function observationOf(answer: unknown, operation: string): VolumeObservation {
  const volume = parseAnswer(volumeSchema, answer, operation)
  return {
    name: volume.Name,
    labels: volume.Labels,
    driver: volume.Driver,
    driverOptions: volume.Options,
    createdAtMs: volume.CreatedAt,
  }
}

/** The answer, or null where the engine has nothing of that name. */
export async function orMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof BerthError && error.data.details['status'] === 404) return null
    throw error
  }
}
