import type { LogPulse } from '../engine/program'
import { createDice, pick } from './dice'

const paths = ['/admin/', '/admin/orders/order/', '/admin/catalog/product/4127/change/', '/admin/coupons/'] as const

/** What Django behind gunicorn writes. */
export function* adminLog(environment: Readonly<Record<string, string>>): Generator<LogPulse, void> {
  const dice = createDice(`admin ${environment['SLOT'] ?? ''}`)
  const error = (text: string): LogPulse['lines'][number] => ({ stream: 'stderr', text })
  yield {
    afterMs: 500,
    lines: [error('[INFO] Starting gunicorn 22.0.0'), error('[INFO] Listening at: http://0.0.0.0:8000 (1)')],
  }
  yield {
    afterMs: 800,
    lines: [error('[INFO] Booting worker with pid: 8'), error('[INFO] Booting worker with pid: 9')],
  }
  for (let number = 1; ; number += 1) {
    const afterMs = Math.round(900 + dice() * 2_600)
    const bytes = Math.round(900 + dice() * 24_000)
    if (number % 41 === 0) yield { afterMs, lines: traceback().map(error) }
    else if (number % 23 === 0)
      yield { afterMs, lines: [error('WARNING django.request: Not Found: /admin/favicon.ico')] }
    else
      yield { afterMs, lines: [{ stream: 'stdout', text: `"GET ${pick(dice, paths)} HTTP/1.1" 200 ${String(bytes)}` }] }
  }
}

function traceback(): readonly string[] {
  return [
    'ERROR django.request: Internal Server Error: /admin/orders/order/20418/change/',
    'Traceback (most recent call last):',
    '  File "/usr/local/lib/python3.12/site-packages/django/core/handlers/exception.py", line 55, in inner',
    '    response = get_response(request)',
    '  File "/app/orders/admin.py", line 84, in refund_total',
    '    return obj.refunds.aggregate(total=Sum("amount"))["total"] / obj.items.count()',
    'ZeroDivisionError: division by zero',
  ]
}
