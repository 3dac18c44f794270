// npm run check: types, lint, format, import rules, dead code and unit tests; all run, and the end says which failed.
// With names behind it (npm run check -- types lint) those steps alone.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureDependencies } from './setup/dependencies.mjs'
import { projectDirectory } from './setup/project.mjs'
import { runScript, say } from './setup/say.mjs'

const stepLimitMs = 600_000

/** What is checked, the tool's file in node_modules, its arguments. @type {readonly (readonly [string, string, readonly string[]])[]} */
const steps = [
  ['types', 'typescript/bin/tsc', ['-b']],
  ['lint', 'oxlint/bin/oxlint', ['--type-aware']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  [
    'import rules',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', '.dependency-cruiser.cjs', 'src', 'renderer', 'e2e', 'bench'],
  ],
  ['dead code', 'knip/bin/knip.js', []],
  ['unit tests', 'vitest/vitest.mjs', ['run', '--project', 'unit', '--reporter=dot']],
]

await runScript(async () => {
  ensureDependencies(say)
  const names = process.argv.slice(2)
  // CI runs npm test next, which begins with the unit tests.
  const usual = process.env['CI'] === 'true' ? steps.filter(([name]) => name !== 'unit tests') : steps
  const chosen = names.length === 0 ? usual : steps.filter(([name]) => names.includes(name))
  if (chosen.length === 0)
    throw new Error(`No such step: npm run check -- ${steps.map(([name]) => `"${name}"`).join(' ')}`)
  const results = chosen.map(([name, tool, words]) => ({ name, ...runStep(name, tool, words) }))
  say('')
  for (const { name, good, seconds } of results) say(`${good ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  return results.every(({ good }) => good) ? 0 : 1
})

/**
 * @param {string} name
 * @param {string} tool
 * @param {readonly string[]} words
 */
function runStep(name, tool, words) {
  say(`\n── ${name} ──`)
  const startedAtMs = performance.now()
  const run = spawnSync(process.execPath, [join(projectDirectory, 'node_modules', tool), ...words], {
    cwd: projectDirectory,
    stdio: 'inherit',
    env: process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' },
    timeout: stepLimitMs,
  })
  return { good: run.status === 0, seconds: ((performance.now() - startedAtMs) / 1000).toFixed(1) }
}
