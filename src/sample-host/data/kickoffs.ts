/** The services of the shop, in the order in which they wait for each other. */
export const services = ['api', 'admin', 'web'] as const

/** One of the shop's services. */
export type ServiceName = (typeof services)[number]

/** A branch under way, with what CI last built of it. */
export type SampleKickoff = {
  readonly summary: string
  readonly startedDaysAgo: number
  readonly builtHoursAgo: number
  readonly revision: string
  readonly version: string
  readonly by: string
  /** How its api does; the others are well. `flapping`: fails now and then. */
  readonly api: 'well' | 'flapping' | 'without-database' | 'migration-fails'
}

/** All branches of the sample. The last two only a registry has. */
export const kickoffs = {
  login: kickoff('login-sso', 45, 700, 'c15e0d4', 'v1.3.9', '최민재'),
  banner: kickoff('banner-ab', 38, 520, '33a8d61', 'v1.3.9', '최민재'),
  dashboard: kickoff('dashboard', 25, 130, '9f3c2ab', 'v1.3.10', '정유진'),
  checkout: kickoff('checkout-retry', 18, 27, '4be1c07', 'v1.3.11', '이도윤'),
  coupon: { ...kickoff('coupon-v2', 12, 31, 'e0a94f2', 'v1.3.12', 'Emma Clark'), api: 'flapping' },
  refund: kickoff('order-refund', 9, 52, 'b7710ce', 'v1.3.12', 'Daniel Reyes'),
  search: { ...kickoff('search-facets', 6, 2, '7d02f19', 'v1.4.0-rc.2', '한지우'), api: 'without-database' },
  payment: kickoff('payment-v2', 4, 3, '5c8e1d3', 'v1.4.0-rc.2', '박서준'),
  giftCard: { ...kickoff('gift-card', 2, 1, 'd41f7a6', 'v1.4.0-rc.3', 'Priya Nair'), api: 'migration-fails' },
} as const satisfies Record<string, SampleKickoff>

/** A branch of the sample. */
export type KickoffName = keyof typeof kickoffs

function kickoff(
  summary: string,
  startedDaysAgo: number,
  builtHoursAgo: number,
  revision: string,
  version: string,
  by: string,
): SampleKickoff {
  return { summary, startedDaysAgo, builtHoursAgo, revision, version, by, api: 'well' }
}

/** The tag that CI gives its images: `kickoff-240517-checkout-retry`. */
export function tagOf({ summary, startedDaysAgo }: SampleKickoff, nowMs: number): string {
  const day = new Date(nowMs - startedDaysAgo * dayMs)
  const digits = [day.getFullYear() % 100, day.getMonth() + 1, day.getDate()]
  return `kickoff-${digits.map((number) => String(number).padStart(2, '0')).join('')}-${summary}`
}

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
