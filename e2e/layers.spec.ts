import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'

const projectDirectory = resolve(import.meta.dirname, '..')
const copied = ['src', 'renderer', 'assets', 'scripts', 'e2e', 'bench', 'package.json', 'package-lock.json']

/** What each room may not import, and which steps must see it. */
const forbidden = [
  {
    file: 'src/domain/forbidden.ts',
    text: "import { readFileSync } from 'node:fs'\nexport const content = readFileSync('x')\n",
  },
  {
    file: 'src/contract/forbidden.ts',
    text: "import type { DockerClient } from '../engine/ports'\nexport type Leak = DockerClient\n",
  },
  { file: 'src/engine/forbidden.ts', text: "import { app } from 'electron'\nexport const name = app.name\n" },
  {
    file: 'renderer/forbidden.ts',
    text: "import type { Engine } from '../src/engine/engine'\nexport type Leak = Engine\n",
  },
  {
    file: 'src/engine/deploy/forbidden.ts',
    text: "import { Client } from 'ssh2'\nexport const client = new Client()\n",
  },
  {
    file: 'src/sample-host/forbidden.ts',
    text: "import type { DockerClient } from '../engine/ports'\nexport type Leak = DockerClient\n",
  },
  { file: 'src/cli/forbidden.ts', text: "import Docker from 'dockerode'\nexport const docker = new Docker()\n" },
] as const

let copy: string

test.beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'berth-test-layers-'))
  for (const name of readdirSync(projectDirectory)) {
    if (
      copied.includes(name) ||
      /^(tsconfig.*\.json|.*\.config\.ts|\.oxlintrc\.json|\.dependency-cruiser\.cjs)$/.test(name)
    ) {
      cpSync(join(projectDirectory, name), join(copy, name), { recursive: true })
    }
  }
  linkModules()
})

test.afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** The same modules, but a type cache of its own, begun with what is known already. */
function linkModules(): void {
  mkdirSync(join(copy, 'node_modules/.cache'), { recursive: true })
  for (const name of readdirSync(join(projectDirectory, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(join(projectDirectory, 'node_modules', name), join(copy, 'node_modules', name))
  }
  const types = join(projectDirectory, 'node_modules/.cache/types')
  if (existsSync(types)) cpSync(types, join(copy, 'node_modules/.cache/types'), { recursive: true })
}

type Outcome = { readonly status: number | null; readonly output: string }

/** A step of the check, on the rooms alone that it is to find fault with: the whole would take minutes. */
function checkRooms(tool: string, ...words: readonly string[]): Outcome {
  return run(join('node_modules', tool), ...words)
}

function run(...words: readonly string[]): Outcome {
  const ended = spawnSync(process.execPath, words, {
    cwd: copy,
    encoding: 'utf8',
    timeout: 180_000,
  })
  return { status: ended.status, output: ended.stdout + ended.stderr }
}

test('imports against the layers’ direction make the check fail, by compiler, lint and import rules', () => {
  test.setTimeout(300_000)
  for (const { file, text } of forbidden) writeFileSync(join(copy, file), text)

  const rules = run('scripts/check.mjs', 'import rules')
  expect(rules.status).toBe(1)
  for (const { file } of forbidden) expect(rules.output).toContain(file)

  const lint = checkRooms('oxlint/bin/oxlint', '--type-aware', 'src/domain', 'renderer/forbidden.ts')
  expect(lint.status).toBe(1)
  expect(lint.output).toContain('The domain is pure')
  expect(lint.output).toContain('The window knows domain and contract alone')

  const types = checkRooms('typescript-7/bin/tsc', '-b', 'src/contract', 'renderer')
  expect(types.status).not.toBe(0)
  expect(types.output).toContain('src/domain/forbidden.ts')
  expect(types.output).toContain('src/contract/forbidden.ts')
  expect(types.output).toContain('renderer/forbidden.ts')
})
