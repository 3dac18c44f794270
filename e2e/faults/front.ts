import { freePorts } from '../harness/free-port'
import { serverOn, startProxy, type TestProxy } from '../harness/proxy'
import type { Shop } from '../harness/shop'
import { SERVICES, type ServiceName } from '../harness/shop-catalog'

/** The proxy's container, and the volume that its upstream files lie in. */
export const frontName = 'front'
export const frontVolume = 'front-conf'

/** A proxy in front of all services of a slot, and the slots file that says so. */
export type Front = {
  readonly proxy: TestProxy
  /** Where each service is asked through the proxy. */
  readonly ports: Readonly<Record<ServiceName, number>>
  readonly composeText: string
  /** As somebody does by hand: leads a service to a port of the host, and has the proxy read it. */
  readonly lead: (service: string, port: string) => Promise<void>
}

/** Starts the proxy, leading to the slot as Compose made it. */
export async function startFront(shop: Shop, slot: string): Promise<Front> {
  const { engine } = shop
  const [api = 0, admin = 0, web = 0, ...greens] = await freePorts(2 * SERVICES.length)
  const ports = { api, admin, web }
  const blue = shop.slots[slot]?.ports ?? ports
  const green = { api: greens[0] ?? 0, admin: greens[1] ?? 0, web: greens[2] ?? 0 }
  const upstream = (service: string, port: string): string => templateOf(service).replace('{port}', port)
  const options = { name: frontName, port: web, network: null, template: templateOf('web') }
  const proxy = await startProxy(engine, { ...options, upstream: upstream('web', String(blue.web)) })
  const reload = async (): Promise<void> => {
    const body = { Cmd: proxy.spec.reload }
    const made = await engine.call({ method: 'POST', path: `/containers/${proxy.id}/exec`, body })
    const { Id } = JSON.parse(made) as { readonly Id: string }
    await engine.call({ method: 'POST', path: `/exec/${Id}/start`, body: { Detach: true } })
  }
  for (const service of ['api', 'admin'] as const) {
    await proxy.write(`${service}-server.conf`, serverOn(ports[service], service))
    await proxy.write(`${service}.conf`, upstream(service, String(blue[service])))
  }
  await reload()
  return {
    proxy,
    ports,
    composeText: slotsFile(shop.imagePrefix, slot, { blue, green }),
    lead: async (service, port) => {
      await proxy.write(`${service}.conf`, upstream(service, port))
      await reload()
    },
  }
}

function templateOf(service: string): string {
  return `upstream ${service} { server 127.0.0.1:{port}; keepalive 16; }\n`
}

/** What the slot's own Compose file says, see `writeSlotProject`, with two colors. */
function slotsFile(
  imagePrefix: string,
  slot: string,
  colors: Readonly<Record<'blue' | 'green', Readonly<Record<ServiceName, number>>>>,
): string {
  const variablesOf = (ports: Readonly<Record<ServiceName, number>>): object =>
    Object.fromEntries(SERVICES.map((service) => [`${service.toUpperCase()}_PORT`, ports[service]]))
  const services = SERVICES.map((service) => [
    service,
    {
      image: `${imagePrefix}/${service}:\${TAG}`,
      restart: 'unless-stopped',
      ports: [`\${${service.toUpperCase()}_PORT}:8080`],
      mem_limit: '256m',
      ...extras[service],
      'x-berth': {
        strategy: 'blue-green',
        switchOver: { file: `/etc/nginx/berth/${service}.conf`, template: templateOf(service) },
        ...(service === 'web' ? {} : { sharedVolumes: true }),
      },
    },
  ])
  const file = {
    'x-berth': {
      proxy: { container: frontName, test: ['nginx', '-t'], reload: ['nginx', '-s', 'reload'] },
      slots: { [slot]: { blue: variablesOf(colors.blue), green: variablesOf(colors.green) } },
    },
    services: Object.fromEntries(services) as Record<string, object>,
    volumes: { data: {} },
  }
  // JSON is YAML, and one way less to write it.
  return JSON.stringify(file, null, 2)
}

const afterApi = { depends_on: { api: { condition: 'service_started' } } }
const extras: Readonly<Record<ServiceName, object>> = {
  api: {
    volumes: ['data:/data'],
    environment: { SPRING_PROFILES_ACTIVE: 'dev' },
    networks: { default: { aliases: ['backend'] } },
  },
  admin: { volumes: ['/cache'], environment: { DJANGO_DEBUG: '1' }, ...afterApi },
  web: { environment: { API_URL: 'http://api:8080' }, ...afterApi },
}
