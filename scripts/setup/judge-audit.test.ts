import { expect, test } from 'vitest'
import { judgeAudit } from './judge-audit.mjs'

test('an audit is good only where the registry has answered', () => {
  const answer = (total: number, vulnerabilities = {}): string =>
    JSON.stringify({ vulnerabilities, metadata: { vulnerabilities: { total } } })
  expect(judgeAudit(answer(0)).code).toBe(0)
  const known = judgeAudit(answer(1, { ssh2: { severity: 'high', range: '<1.4.0' } }))
  expect(known).toEqual({ code: 1, lines: ['high: ssh2 <1.4.0'] })
  const refused = JSON.stringify({ message: '405 Method Not Allowed', error: { summary: '' } })
  expect(judgeAudit(refused)).toEqual({ code: 2, lines: ['Not asked: 405 Method Not Allowed'] })
  for (const silence of ['', '{}', 'null', 'npm error network']) expect(judgeAudit(silence).code).toBe(2)
})
