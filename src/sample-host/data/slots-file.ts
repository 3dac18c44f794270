import type { HostMemory } from './host-memory'
import { portOf } from './images'
import { hourMs, type ServiceName } from './kickoffs'
import { nginxFolder } from './nginx-program'
import { hostPortOf } from './place-slot'
import { sampleProxy } from './sample-proxy'
import type { SampleHostName } from './slots'

/** What seoul-2's team has published: web is switched blue-green in dev2, and dev4 is a slot that nobody has deployed to yet. */
export function publishedFile(hostName: SampleHostName, prefix: string, nowMs: number): HostMemory['slotsFile'] {
  if (hostName !== 'seoul-2') return null
  const bundle = { composeText: composeText(prefix), composeName: 'compose.yaml', files: {}, environment: {} }
  return {
    bundle,
    hostName,
    atMs: nowMs - 70 * hourMs,
    by: 'Daniel Reyes',
    note: 'dev4 for the summer sale; web without downtime',
  }
}

function composeText(prefix: string): string {
  const slotLine = (slot: string): string => {
    const web = (color: 'blue' | 'green'): string => `{ WEB_PORT: ${String(hostPortOf(slot, 'web', color))} }`
    const ports = `API_PORT: ${String(hostPortOf(slot, 'api'))}, ADMIN_PORT: ${String(hostPortOf(slot, 'admin'))}`
    return `${slot}: { env: { ${ports} }, blue: ${web('blue')}, green: ${web('green')} }`
  }
  return `# The shop's development servers on seoul-2.
x-berth:
  branch: 'kickoff-(?<date>\\d{6})-(?<summary>.+)'
  proxy:
    container: ${sampleProxy.container}
    file: ${nginxFolder}/${sampleProxy.file('${SLOT}')}
    template: '${sampleProxy.template('${SLOT}')}'
    test: [nginx, -t]
    reload: [nginx, -s, reload]
    drain: 10s
  slots:
    ${slotLine('dev2')}
    ${slotLine('dev4')}
services:
  api:
    image: ${prefix}/api:\${TAG}
    mem_limit: 1g
    ports: ['\${API_PORT}:8080']
    environment: { SLOT: '\${SLOT}', TZ: Asia/Seoul, DB_HOST: 'mysql-\${SLOT}', SPRING_PROFILES_ACTIVE: dev }
    healthcheck: { ${healthCheck('api')} }
  admin:
    image: ${prefix}/admin:\${TAG}
    mem_limit: 512m
    ports: ['\${ADMIN_PORT}:8000']
    environment: { SLOT: '\${SLOT}', TZ: Asia/Seoul, DATABASE_HOST: 'mysql-\${SLOT}' }
    healthcheck: { ${healthCheck('admin')} }
  web:
    image: ${prefix}/web:\${TAG}
    mem_limit: 512m
    ports: ['\${WEB_PORT}:3000']
    environment: { SLOT: '\${SLOT}', TZ: Asia/Seoul, API_URL: 'http://api:8080', NEXT_TELEMETRY_DISABLED: '1' }
    x-berth: { strategy: blue-green }
    healthcheck: { ${healthCheck('web')} }
    depends_on: { api: { condition: service_healthy } }
`
}

/** As in the images: it is named here so that a plan knows of it before they are pulled. */
function healthCheck(service: ServiceName): string {
  const address = `http://localhost:${String(portOf(service))}/health`
  return `test: [CMD, curl, -fsS, '${address}'], interval: 2s, timeout: 3s, retries: 6`
}
