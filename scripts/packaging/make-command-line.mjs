import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectDirectory } from '../setup/project.mjs'
import { projectManifest } from './project-manifest.mjs'
import { writeNotices } from './stage-app.mjs'

const limitMs = 120_000

/**
 * The command line as npm installs it: two bundled files, no dependencies, no install scripts, no Electron. Answers with the
 * file.
 * @param {string} output
 */
export function makeCommandLine(output) {
  const stage = join(projectDirectory, 'out/cli-package')
  rmSync(stage, { recursive: true, force: true })
  mkdirSync(stage, { recursive: true })
  mkdirSync(output, { recursive: true })
  const built = join(projectDirectory, 'out/cli')
  cpSync(join(built, 'main.cjs'), join(stage, 'main.cjs'))
  const start = `#!/usr/bin/env node\n${readFileSync(join(built, 'berth.cjs'), 'utf8')}`
  writeFileSync(join(stage, 'berth.cjs'), start, { mode: 0o755 })
  writeNotices(join(stage, 'notices'))
  cpSync(join(projectDirectory, 'docs/command-line.md'), join(stage, 'README.md'))
  writeFileSync(join(stage, 'package.json'), JSON.stringify(manifest(), null, 2))
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', output], {
    cwd: stage,
    encoding: 'utf8',
    timeout: limitMs,
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  })
  return join(output, packed.trim())
}

function manifest() {
  const { version, description, license, author } = projectManifest()
  return {
    name: 'berth-cli',
    version,
    description: `${description}: the command line`,
    license,
    author,
    bin: { berth: 'berth.cjs' },
    engines: { node: '>=18' },
  }
}
