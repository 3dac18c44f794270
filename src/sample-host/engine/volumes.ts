import { type Fields, textIn, textMapIn } from './fields'
import { FileTree } from './file-tree'
import { Refusal } from './refusal'
import type { Volume, World } from './world'

/** A volume of that name: the one that is there, as it is, or a new one. */
export function ensureVolume(world: World, name: string, asked: Fields): Volume {
  const there = world.volumes.get(name)
  if (there !== undefined) return there
  const volume: Volume = {
    name,
    labels: textMapIn(asked, 'Labels'),
    driver: textIn(asked, 'Driver') || 'local',
    options: textMapIn(asked, 'DriverOpts'),
    createdAtMs: Date.now(),
    files: new FileTree(),
  }
  world.volumes.set(name, volume)
  world.events.tell('volume', 'create', name, { driver: volume.driver })
  return volume
}

/** Refused with 404 where there is none. */
export function getVolume(world: World, name: string): Volume {
  const volume = world.volumes.get(name)
  if (volume === undefined) throw new Refusal(404, `get ${name}: no such volume`)
  return volume
}

/** Refused with 409 while a container has it. */
export function removeVolume(world: World, name: string): void {
  getVolume(world, name)
  const user = volumeUser(world, name)
  if (user !== null) throw new Refusal(409, `remove ${name}: volume is in use - [${user}]`)
  world.volumes.delete(name)
  world.events.tell('volume', 'destroy', name, { driver: 'local' })
}

/** The ID of a container that has a volume; null: none has. */
export function volumeUser(world: World, name: string): string | null {
  const users = [...world.containers.values()].filter(({ mounts }) => mounts.some(({ volume }) => volume === name))
  return users[0]?.id ?? null
}

export function shownVolume({ name, labels, driver, options, createdAtMs }: Volume): Fields {
  return {
    CreatedAt: new Date(createdAtMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    Driver: driver,
    Labels: labels,
    Mountpoint: `/var/lib/docker/volumes/${name}/_data`,
    Name: name,
    Options: options,
    Scope: 'local',
  }
}
