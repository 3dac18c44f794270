import { z } from 'zod'
import type { ServiceDetails, SlotDetails } from '../../contract/slot-details'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { composeLabels } from '../../domain/label-names'
import { findSlot, type SlotContainers } from '../../domain/slot-containers'
import { lenientList, lenientNumber, lenientObject, lenientText, lenientTexts } from '../docker/lenient-json'
import type { HostAccess } from '../host-access'
import type { RawInspect } from '../ports'
import { environmentView } from './environment-view'

/** What the slot view shows beside the board: read now, from Docker's whole inspect. Throws `slot-unknown` and the host's errors. */
export async function readSlotDetails(
  hostAccess: HostAccess,
  hostId: string,
  slotName: string,
  signal: AbortSignal,
): Promise<SlotDetails> {
  const observation = hostAccess.observation(hostId) ?? (await hostAccess.lookAgain(hostId, signal))
  const slot = findSlot(observation.containers, slotName)
  if (slot === null) throw new BerthError('slot-unknown', { slot: slotName, host: hostAccess.hostName(hostId) })
  const client = hostAccess.client(hostId)
  const services = slot.services.map(async ({ name, containers }) => {
    const id = containers.at(-1)?.id ?? ''
    return serviceDetails(name, id, await client.inspectContainer(id, signal))
  })
  return { ...projectDetails(slot), services: await Promise.all(services) }
}

function projectDetails(slot: SlotContainers): Omit<SlotDetails, 'services'> {
  const newest = slot.services.flatMap((service) => service.containers).sort((a, b) => b.createdAtMs - a.createdAtMs)[0]
  const directory = displayText(newest?.labels[composeLabels.workingDirectory] ?? '', 1_000)
  const files = (newest?.labels[composeLabels.configFiles] ?? '').slice(0, 8_000).split(',')
  return {
    project: slot.name,
    workingDirectory: directory === '' ? null : directory,
    configFiles: files.map((file) => displayText(file, 1_000)).filter((file) => file !== ''),
  }
}

/** One service's part, from an inspect answer in which anything may be missing. */
export function serviceDetails(name: string, containerId: string, raw: RawInspect): ServiceDetails {
  const inspect = inspectSchema.parse(raw)
  return {
    name,
    containerId,
    environment: environmentView(inspect.Config.Env),
    mounts: inspect.Mounts.map((mount) => ({
      kind: mountKinds.find((kind) => kind === mount.Type) ?? 'other',
      source: displayText(mount.Name === '' ? mount.Source : mount.Name, 1_000),
      target: displayText(mount.Destination, 1_000),
      readOnly: !mount.RW,
    })),
    ports: Object.entries(inspect.NetworkSettings.Ports).flatMap(([port, bindings]) => portViews(port, bindings)),
    networks: Object.entries(inspect.NetworkSettings.Networks).map(([network, endpoint]) => ({
      name: displayText(network),
      address: displayText(endpoint.IPAddress),
      aliases: endpoint.Aliases.map((alias) => displayText(alias)),
    })),
    memoryLimitBytes: inspect.HostConfig.Memory > 0 ? inspect.HostConfig.Memory : null,
    restartPolicy: displayText(inspect.HostConfig.RestartPolicy.Name) || 'no',
  }
}

const mountKinds = ['volume', 'bind', 'tmpfs'] as const

type Binding = { readonly HostIp: string; readonly HostPort: string }

function portViews(port: string, bindings: readonly Binding[]): ServiceDetails['ports'] {
  const containerPort = displayText(port, 40)
  if (bindings.length === 0) return [{ hostIp: '', hostPort: null, containerPort }]
  return bindings.map((binding) => {
    const hostPort = Number.parseInt(binding.HostPort, 10)
    return {
      hostIp: displayText(binding.HostIp, 64),
      hostPort: Number.isNaN(hostPort) ? null : hostPort,
      containerPort,
    }
  })
}

const bindingsSchema = lenientList(lenientObject({ HostIp: lenientText, HostPort: lenientText }))
const endpointSchema = lenientObject({ IPAddress: lenientText, Aliases: lenientTexts })

const inspectSchema = lenientObject({
  Config: lenientObject({ Env: lenientTexts }),
  Mounts: lenientList(
    z.object({
      Type: lenientText,
      Name: lenientText,
      Source: lenientText,
      Destination: lenientText,
      RW: z.boolean().catch(true),
    }),
  ),
  NetworkSettings: lenientObject({
    Ports: z.record(z.string(), bindingsSchema).catch({}),
    Networks: z.record(z.string(), endpointSchema).catch({}),
  }),
  HostConfig: lenientObject({ Memory: lenientNumber, RestartPolicy: lenientObject({ Name: lenientText }) }),
})
