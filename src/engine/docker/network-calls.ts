import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import type { DockerClient, NetworkObservation } from '../ports'
import { containerPath, namedPath } from './api-path'
import type { VersionedHttp } from './container-calls'
import { dockerLimits } from './docker-limits'
import { lenientFlag, lenientList, lenientObject, lenientRecord, lenientText, parseAnswer } from './lenient-json'
import { orMissing } from './volume-calls'

type NetworkCalls = Pick<
  DockerClient,
  'connectNetwork' | 'disconnectNetwork' | 'createNetwork' | 'inspectNetwork' | 'removeNetwork'
>

const limitMs = dockerLimits.changeMs
const createdSchema = z.object({ Id: z.string().min(1) })

/** Calls about networks, and about who is on them. */
export function networkCalls(parts: VersionedHttp): NetworkCalls {
  const { http, prefix } = parts
  return {
    ...joining(parts),
    createNetwork: async (body, signal) => {
      const operation = 'create network'
      const path = `${await prefix(signal)}/networks/create`
      return parseAnswer(
        createdSchema,
        await http.json({ operation, method: 'POST', path, body, limitMs }, signal),
        operation,
      ).Id
    },
    inspectNetwork: async (idOrName, signal) => {
      const operation = 'inspect network'
      const path = namedPath(await prefix(signal), 'networks', idOrName)
      const answer = await orMissing(http.json({ operation, method: 'GET', path }, signal))
      return answer === null ? null : observationOf(answer, operation)
    },
    removeNetwork: async (idOrName, signal) => {
      const path = namedPath(await prefix(signal), 'networks', idOrName)
      await orMissing(http.call({ operation: 'remove network', method: 'DELETE', path, limitMs }, signal))
    },
  }
}

function joining({ http, prefix }: VersionedHttp): Pick<NetworkCalls, 'connectNetwork' | 'disconnectNetwork'> {
  const isOn = async (networkId: string, containerId: string, signal: AbortSignal): Promise<boolean> => {
    const path = `${containerPath(await prefix(signal), containerId)}/json`
    const request = { operation: 'disconnect network', method: 'GET', path, containerId } as const
    return isAttached(await http.json(request, signal), networkId)
  }
  return {
    connectNetwork: async (networkId, containerId, endpoint, signal) => {
      const path = `${namedPath(await prefix(signal), 'networks', networkId)}/connect`
      const body = { Container: containerId, EndpointConfig: endpoint }
      await http.call({ operation: 'connect network', method: 'POST', path, body, limitMs }, signal)
    },
    disconnectNetwork: async (networkId, containerId, force, signal) => {
      const path = `${namedPath(await prefix(signal), 'networks', networkId)}/disconnect`
      const body = { Container: containerId, Force: force }
      try {
        await http.call({ operation: 'disconnect network', method: 'POST', path, body, limitMs }, signal)
      } catch (error) {
        // Engines differ in how they refuse what is so already: the container says whether it is.
        const refused = error instanceof BerthError && error.code === 'docker-refused'
        if (!refused || (await isOn(networkId, containerId, signal))) throw error
      }
    },
  }
}

const attachedSchema = lenientObject({
  NetworkSettings: lenientObject({
    Networks: z.record(z.string(), lenientObject({ NetworkID: lenientText })).catch({}),
  }),
})

function isAttached(inspect: unknown, networkId: string): boolean {
  const { Networks } = attachedSchema.parse(inspect).NetworkSettings
  return Object.entries(Networks).some(([name, { NetworkID }]) => name === networkId || NetworkID === networkId)
}

const networkSchema = z.object({
  Id: z.string().min(1),
  Name: z.string().min(1),
  Driver: lenientText,
  Labels: lenientRecord,
  Options: lenientRecord,
  Internal: lenientFlag,
  Attachable: lenientFlag,
  EnableIPv6: lenientFlag,
  IPAM: lenientObject({
    Config: lenientList(z.object({ Subnet: lenientText, Gateway: lenientText, IPRange: lenientText })),
  }),
  Containers: z.record(z.string(), z.unknown()).catch({}),
})

function observationOf(answer: unknown, operation: string): NetworkObservation {
  const network = parseAnswer(networkSchema, answer, operation)
  return {
    id: network.Id,
    name: network.Name,
    labels: network.Labels,
    driver: network.Driver,
    options: network.Options,
    internal: network.Internal,
    attachable: network.Attachable,
    enableIpv6: network.EnableIPv6,
    ranges: network.IPAM.Config.map(({ Subnet, Gateway, IPRange }) => ({
      subnet: Subnet,
      gateway: Gateway,
      ipRange: IPRange,
    })),
    containerIds: Object.keys(network.Containers),
  }
}
