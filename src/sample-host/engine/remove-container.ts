import type { Container } from './container'
import { killContainer, tell } from './container-life'
import { Refusal } from './refusal'
import { removeVolume, volumeUser } from './volumes'
import type { World } from './world'

/** Removes a container; named volumes stay. */
export function removeContainer(
  world: World,
  container: Container,
  { force, volumes }: { readonly force: boolean; readonly volumes: boolean },
): void {
  if (container.status === 'running' || container.status === 'restarting') {
    if (!force) {
      const how = 'Stop the container before attempting removal or force remove'
      throw new Refusal(409, `You cannot remove a running container ${container.id}. ${how}`)
    }
    if (container.status === 'running') killContainer(world, container, 'KILL')
  }
  container.run?.abort()
  world.containers.delete(container.id)
  tell(world, container, 'destroy')
  if (!volumes) return
  const own = container.mounts.filter(({ isAnonymous, volume }) => isAnonymous && volumeUser(world, volume) === null)
  for (const { volume } of own) removeVolume(world, volume)
}
