import { orAborted } from '../abort-scope'
import type { Clock, DockerClient, EngineInfo } from '../ports'
import type { Route } from '../transport/route'
import { readFile, writeFile } from './archive'
import { archiveFileCalls } from './archive-files'
import { containerChanging, containerCreating, containerReading, type VersionedHttp } from './container-calls'
import { askDiskUse } from './disk-use'
import { createDockerHttp } from './docker-http'
import { askEngine, askEngineId, askSystemTime } from './engine-info'
import { readEvents } from './events'
import { imageCalls } from './image-calls'
import { readLogs } from './logs'
import { createMachineCall } from './machine'
import { networkCalls } from './network-calls'
import { processCalls } from './process-calls'
import { pull, resolveRemote } from './pull'
import { readStats, readStatsOnce } from './stats'
import { volumeCalls } from './volume-calls'

/**
 * The client of one engine. Nothing is opened before the first call. A call before `connect` agrees on the version by
 * itself; each `connect` agrees anew, as the engine may have been updated.
 */
export function createDockerClient(route: Route, options: { readonly clock: Clock }): DockerClient {
  const http = createDockerHttp(route, options.clock)
  let agreed: string | null = null
  let agreeing: Promise<EngineInfo> | null = null
  const connect = async (signal: AbortSignal): Promise<EngineInfo> => {
    const asked = route.ready(signal).then(() => askEngine(http, signal))
    agreeing = asked
    try {
      const info = await asked
      agreed = info.apiVersion
      return info
    } finally {
      agreeing = null
    }
  }
  const prefix = async (signal: AbortSignal): Promise<string> => {
    // Calls that come before the answer share it; what went wrong there, or was given up, is theirs to try again.
    if (agreed === null && agreeing !== null) await orAborted(agreeing, signal).catch(() => undefined)
    signal.throwIfAborted()
    return `/v${agreed ?? (await connect(signal)).apiVersion}`
  }
  const versioned: VersionedHttp = { http, prefix }
  return {
    address: route.address,
    connect,
    ping: async (signal) => {
      const startedMs = options.clock.monotonicMs()
      await http.call({ operation: 'ping', method: 'GET', path: '/_ping' }, signal)
      return options.clock.monotonicMs() - startedMs
    },
    engineId: async (signal) => askEngineId(http, await prefix(signal), signal),
    systemTimeMs: async (signal) => askSystemTime(http, await prefix(signal), signal),
    ...containerReading(versioned),
    ...containerChanging(versioned),
    ...containerCreating(versioned),
    ...imageCalls(versioned),
    ...networkCalls(versioned),
    ...volumeCalls(versioned),
    ...processCalls(versioned),
    ...fileCalls(versioned),
    ...archiveFileCalls(versioned),
    ...registryCalls(versioned),
    ...streamCalls(versioned),
    ...measuringCalls(versioned),
    machine: createMachineCall(versioned, route),
    outlet: () => route.outlet?.() ?? null,
    close: () => http.close(),
  }
}

function fileCalls({ http, prefix }: VersionedHttp): Pick<DockerClient, 'writeFile' | 'readFile'> {
  return {
    writeFile: async (containerId, directory, name, content, signal) =>
      writeFile(http, await prefix(signal), { containerId, directory, name, content }, signal),
    readFile: async (containerId, path, signal) => readFile(http, await prefix(signal), containerId, path, signal),
  }
}

function registryCalls({ http, prefix }: VersionedHttp): Pick<DockerClient, 'resolveRemote' | 'pull'> {
  return {
    resolveRemote: async (reference, credentials, signal) =>
      resolveRemote(http, await prefix(signal), reference, credentials, signal),
    pull: async (reference, credentials, onLayers, signal) =>
      pull(http, await prefix(signal), reference, credentials, onLayers, signal),
  }
}

function streamCalls({ http, prefix }: VersionedHttp): Pick<DockerClient, 'events' | 'logs'> {
  return {
    events: (signal) => readEvents(http, prefix, signal),
    logs: (containerId, options, signal) => readLogs(http, prefix, containerId, options, signal),
  }
}

function measuringCalls(versioned: VersionedHttp): Pick<DockerClient, 'stats' | 'statsOnce' | 'diskUse'> {
  return {
    stats: (containerId, signal) => readStats(versioned, containerId, signal),
    statsOnce: (containerId, signal) => readStatsOnce(versioned, containerId, signal),
    diskUse: (signal) => askDiskUse(versioned, signal),
  }
}
