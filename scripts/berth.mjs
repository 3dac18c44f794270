#!/usr/bin/env node
// berth: the command line. Set-up speaks on stderr alone; stdout belongs to the command's result.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { projectDirectory } from './setup/project.mjs'
import { say } from './setup/say.mjs'

try {
  ensureDependencies(say)
  ensureBuild(say)
  createRequire(import.meta.url)(join(projectDirectory, 'out/cli/berth.cjs'))
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
