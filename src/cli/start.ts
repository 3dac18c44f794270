// What people start: runs the program beside it, compiled by an earlier run where there was one.
import { readFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { join } from 'node:path'
import { homeDirectory } from '../engine/home-directory'
import { useLinearExpressions } from '../engine/use-linear-expressions'
import { compileProgram } from './code-cache'

type Program = (
  exports: unknown,
  require: NodeJS.Require,
  module: { readonly exports: unknown },
  filename: string,
  directory: string,
) => void

const file = join(__dirname, 'main.cjs')
const folder = join(homeDirectory(process.env, process.platform), 'cli-cache')
// Before anything is compiled: what was remembered under other flags is no use.
useLinearExpressions()
const source = Module.wrap(readFileSync(file, 'utf8'))
const { script, remember } = compileProgram(source, file, folder, process.argv[2] ?? '')
if (remember !== null) process.on('exit', remember)

const program = script.runInThisContext() as Program
const main = { exports: {} }
program(main.exports, createRequire(file), main, file, __dirname)
