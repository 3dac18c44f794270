import type { LogPulse } from '../engine/program'
import { createDice, pick } from './dice'

const paths = ['/', '/products', '/products/4127', '/cart', '/checkout', '/search?q=tent', '/account/orders'] as const

/** What a Next.js server writes: requests, and now and then one that failed on the way to api. */
export function* webLog(environment: Readonly<Record<string, string>>): Generator<LogPulse, void> {
  const dice = createDice(`web ${environment['SLOT'] ?? ''}`)
  const out = (text: string): LogPulse['lines'][number] => ({ stream: 'stdout', text })
  yield { afterMs: 300, lines: [out('   ▲ Next.js 14.2.3'), out('   - Local:        http://localhost:3000')] }
  yield { afterMs: 900, lines: [out(' ✓ Ready in 1183ms')] }
  for (let number = 1; ; number += 1) {
    const path = pick(dice, paths)
    const tookMs = Math.round(12 + dice() * 180)
    const status = dice() < 0.04 ? 304 : 200
    const afterMs = Math.round(350 + dice() * 1_400)
    if (number % 37 === 0) yield { afterMs, lines: failedFetch(environment) }
    else if (number % 19 === 0) yield { afterMs, lines: [{ stream: 'stderr', text: slowRender(path, tookMs) }] }
    else yield { afterMs, lines: [out(` \u001b[32mGET\u001b[0m ${path} \u001b[1m${status}\u001b[0m in ${tookMs}ms`)] }
  }
}

function slowRender(path: string, tookMs: number): string {
  return ` \u001b[33m⚠\u001b[0m rendering ${path} took ${String(tookMs + 2_000)}ms, its data was not cached`
}

function failedFetch({ API_URL: api = 'http://api:8080' }: Readonly<Record<string, string>>): LogPulse['lines'] {
  return [
    ' ⨯ Error: fetch failed: upstream answered 502',
    '    at getOrders (/app/.next/server/chunks/214.js:1:8812)',
    '    at async OrdersPage (/app/.next/server/app/account/orders/page.js:1:4021)',
    `  digest: '2871340512', cause: { url: '${api}/v1/orders', status: 502 }`,
  ].map((text) => ({ stream: 'stderr', text }))
}
