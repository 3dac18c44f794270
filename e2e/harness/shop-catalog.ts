import type { AppBehaviour, AppImage } from './app-image'

/** The services of a slot, back ends first. */
export const SERVICES = ['api', 'admin', 'web'] as const
export type ServiceName = (typeof SERVICES)[number]

/** One build of the whole shop: the same tag for each of its services. */
export type ShopBuild = {
  readonly tag: string
  readonly version: string
  readonly revision: string
  readonly createdAt: string
  /** What a service does; one that is not named is healthy. */
  readonly behaviours?: Readonly<Partial<Record<ServiceName, AppBehaviour>>>
}

const DATABASE_DOWN: AppBehaviour = { kind: 'unhealthy', output: '503 db DOWN' }

/** What CI would have built: each kind of trouble has a branch of its own. */
export const SHOP_BUILDS = {
  dashboard: build('kickoff-240510-dashboard', 'v1.3.10', '5f1c2ab'),
  checkoutRetry: build('kickoff-240517-checkout-retry', 'v1.3.10', 'a41d9c2'),
  payment: build('kickoff-240603-payment', 'v1.3.11', '0d94e7f'),
  search: build('kickoff-240614-search', 'v1.4.0', '77be310'),
  brokenDatabase: build('kickoff-240620-broken-db', 'v1.4.0', 'c0ffee1', { api: DATABASE_DOWN }),
  brokenWeb: build('kickoff-240621-broken-web', 'v1.4.0', 'c0ffee2', {
    web: { kind: 'unhealthy', output: '500 render failed' },
  }),
  crash: build('kickoff-240622-crash', 'v1.4.1', 'deadbe1', { api: { kind: 'exit', code: 3 } }),
  slowStart: build('kickoff-240623-slow-start', 'v1.4.1', 'deadbe2', { api: { kind: 'slow-start', delayMs: 7000 } }),
  stubborn: build('kickoff-240624-stubborn', 'v1.4.2', 'deadbe3', { web: { kind: 'ignore-sigterm' } }),
  flood: build('kickoff-240625-flood', 'v1.4.2', 'deadbe4', { web: { kind: 'log-flood', lines: 100_000 } }),
  memory: build('kickoff-240626-memory', 'v1.4.2', 'deadbe5', { admin: { kind: 'eat-memory' } }),
} as const satisfies Readonly<Record<string, ShopBuild>>

export type ShopBuildName = keyof typeof SHOP_BUILDS

function build(tag: string, version: string, revision: string, behaviours: ShopBuild['behaviours'] = {}): ShopBuild {
  const date = /-(\d\d)(\d\d)(\d\d)-/.exec(tag)
  const createdAt = date ? `20${date[1] ?? ''}-${date[2] ?? ''}-${date[3] ?? ''}T09:00:00Z` : '2024-05-01T09:00:00Z'
  return { tag, version, revision, createdAt, behaviours }
}

/** The images of one build; `prefix` such as `127.0.0.1:5000/shop`. */
export function imagesOfBuild(
  prefix: string,
  shopBuild: ShopBuild,
  labels: AppImage['labels'] = {},
): readonly AppImage[] {
  return SERVICES.map((service) => ({
    repository: `${prefix}/${service}`,
    tag: shopBuild.tag,
    service,
    version: shopBuild.version,
    revision: `${shopBuild.revision}${'0'.repeat(40 - shopBuild.revision.length)}`,
    createdAt: shopBuild.createdAt,
    behaviour: shopBuild.behaviours?.[service] ?? { kind: 'healthy' },
    labels,
  }))
}
