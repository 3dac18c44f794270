// npm run check: types, lint, format, import rules, dead code and unit tests; all run, and the end says which failed.
// With names behind it (npm run check -- types lint) those steps alone.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureDependencies } from './setup/dependencies.mjs'
import { projectDirectory } from './setup/project.mjs'
import { runScript, say } from './setup/say.mjs'

const stepLimitMs = 600_000

/** What is checked, the tool's file in node_modules, its arguments. @type {readonly (readonly [string, string, readonly string[]])[]} */
const steps = [
  ['types', 'typescript-7/bin/tsc', ['-b']],
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
  const results = await twoAtATime(chosen)
  say('')
  for (const { name, good, seconds } of results) say(`${good ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  return results.every(({ good }) => good) ? 0 : 1
})

/**
 * Most steps keep one core busy. What a step prints comes in one piece, when it has ended.
 * @param {readonly (typeof steps)[number][]} chosen
 */
async function twoAtATime(chosen) {
  const left = chosen.map((step, index) => ({ step, index }))
  /** @type {Awaited<ReturnType<typeof runStep>>[]} */
  const results = []
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      results[next.index] = await runStep(next.step)
    }
  }
  await Promise.all([lane(), lane()])
  return results
}

/**
 * @param {(typeof steps)[number]} step
 * @returns {Promise<{ readonly name: string, readonly good: boolean, readonly seconds: string }>}
 */
function runStep([name, tool, words]) {
  const startedAtMs = performance.now()
  const run = spawn(process.execPath, [join(projectDirectory, 'node_modules', tool), ...words], {
    cwd: projectDirectory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : { ...process.env, NO_COLOR: '1' },
    timeout: stepLimitMs,
  })
  /** @type {Buffer[]} */
  const printed = []
  run.stdout.on('data', (part) => printed.push(part))
  run.stderr.on('data', (part) => printed.push(part))
  return new Promise((resolve, reject) => {
    run.on('error', reject)
    run.on('close', (code) => {
      say(`\n── ${name} ──\n${Buffer.concat(printed).toString('utf8')}`)
      resolve({ name, good: code === 0, seconds: ((performance.now() - startedAtMs) / 1000).toFixed(1) })
    })
  })
}
