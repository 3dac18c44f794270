import type { Container } from './container'
import { fieldsOf, listIn, textIn } from './fields'
import type { World } from './world'

/** A port of the host that leads to one of a container. */
export type PublishedPort = { readonly containerPort: number; readonly protocol: string; readonly hostPort: number }

/** Those that a container was made with and that name the host's port. */
export function publishedPorts({ hostConfig }: Pick<Container, 'hostConfig'>): readonly PublishedPort[] {
  return Object.keys(fieldsOf(hostConfig['PortBindings'])).flatMap((key) => {
    const [port = '', protocol = 'tcp'] = key.split('/')
    return listIn(fieldsOf(hostConfig['PortBindings']), key).flatMap((binding) => {
      const hostPort = Number(textIn(binding, 'HostPort'))
      return hostPort > 0 ? [{ containerPort: Number(port), protocol, hostPort }] : []
    })
  })
}

/** A port of the host that a container wants and another one has; null: none. */
export function takenPort(world: World, container: Container): number | null {
  const wanted = publishedPorts(container).map(({ hostPort }) => hostPort)
  const others = [...world.containers.values()].filter((other) => other !== container && other.status === 'running')
  const taken = new Set(others.flatMap((other) => publishedPorts(other).map(({ hostPort }) => hostPort)))
  return wanted.find((port) => taken.has(port)) ?? null
}
