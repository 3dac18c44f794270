import type { HostMemory } from './host-memory'
import { portOf } from './images'
import { hourMs, type ServiceName } from './kickoffs'
import { hostPortOf } from './place-slot'
import type { SampleHostName } from './slots'

/** What seoul-2's team has published: it names dev4, which nobody has deployed to yet. */
export function publishedFile(hostName: SampleHostName, prefix: string, nowMs: number): HostMemory['slotsFile'] {
  if (hostName !== 'seoul-2') return null
  const bundle = { composeText: composeText(prefix), composeName: 'compose.yaml', files: {}, environment: {} }
  return { bundle, hostName, atMs: nowMs - 70 * hourMs, by: 'Daniel Reyes', note: 'dev4 for the summer sale' }
}

function composeText(prefix: string): string {
  const web = String(hostPortOf('dev4', 'web'))
  const api = String(hostPortOf('dev4', 'api'))
  return `# The shop's development servers on seoul-2.
x-berth:
  branch: 'kickoff-(?<date>\\d{6})-(?<summary>.+)'
  slots:
    dev4: { env: { WEB_PORT: ${web}, API_PORT: ${api} } }
services:
  api:
    image: ${prefix}/api:\${TAG}
    ports: ['\${API_PORT}:8080']
    environment: { SPRING_PROFILES_ACTIVE: dev }
    healthcheck: { ${healthCheck('api')} }
  admin:
    image: ${prefix}/admin:\${TAG}
    healthcheck: { ${healthCheck('admin')} }
  web:
    image: ${prefix}/web:\${TAG}
    ports: ['\${WEB_PORT}:3000']
    environment: { API_URL: 'http://api:8080' }
    healthcheck: { ${healthCheck('web')} }
    depends_on: { api: { condition: service_healthy } }
`
}

/** As in the images: it is named here so that a plan knows of it before they are pulled. */
function healthCheck(service: ServiceName): string {
  const address = `http://localhost:${String(portOf(service))}/health`
  return `test: [CMD, curl, -fsS, '${address}'], interval: 2s, timeout: 3s, retries: 6`
}
