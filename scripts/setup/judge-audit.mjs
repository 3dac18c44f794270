/**
 * What `npm audit --json` printed, in words, and the exit code for it. Whatever is no answer of the registry is `not asked`.
 * @param {string} printed
 * @returns {{ readonly code: 0 | 1 | 2, readonly lines: readonly string[] }}
 */
export function judgeAudit(printed) {
  const answer = readJson(printed)
  const total = answer?.metadata?.vulnerabilities?.total
  if (typeof total !== 'number') {
    const why = typeof answer?.message === 'string' ? answer.message : 'npm gave no answer'
    return { code: 2, lines: [`Not asked: ${why}`] }
  }
  if (total === 0) return { code: 0, lines: ['Asked: nothing is known against the packages that are shipped.'] }
  const found = Object.entries(answer?.vulnerabilities ?? {})
  return { code: 1, lines: found.map(([name, { severity = '?', range = '' }]) => `${severity}: ${name} ${range}`) }
}

/**
 * @typedef {{ readonly severity?: string, readonly range?: string }} Vulnerability
 * @typedef {{ readonly message?: unknown, readonly metadata?: { readonly vulnerabilities?: { readonly total?: unknown } },
 *   readonly vulnerabilities?: Readonly<Record<string, Vulnerability>> }} AuditAnswer
 */

/**
 * @param {string} text
 * @returns {AuditAnswer | null}
 */
function readJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
