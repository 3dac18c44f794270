import { basename, join } from 'node:path'
import { build } from 'vite'
import { openRunDirectory } from './run-directory'

const programs = new Map<string, Promise<string>>()

/** A TypeScript file as a program that Node starts at once; made once for all tests of a process. Answers with its file. */
export function builtProgram(source: string): Promise<string> {
  const known = programs.get(source)
  if (known !== undefined) return known
  const program = buildProgram(source)
  programs.set(source, program)
  return program
}

async function buildProgram(source: string): Promise<string> {
  const outDir = join(openRunDirectory('program').path, 'out')
  const name = `${basename(source, '.ts')}.cjs`
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['cpu-features'] },
    build: {
      ssr: source,
      outDir,
      target: 'node20',
      rolldownOptions: {
        // ssh2's optional natives: it does without them.
        external: ['cpu-features', /\.node$/],
        output: { format: 'cjs', entryFileNames: name, codeSplitting: false },
      },
    },
  })
  return join(outDir, name)
}
