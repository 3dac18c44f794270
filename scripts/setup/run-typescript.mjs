// Runs a TypeScript file of the project: node run-typescript.mjs FILE ARGUMENTS…
import { runnerImport } from 'vite'

const [, , file = '', ...rest] = process.argv
process.argv = [process.argv[0] ?? 'node', file, ...rest]
await runnerImport(file, { configFile: false, logLevel: 'error' })
