import { type CheckAnswer, type CommandFiles, type Program, quietProgram } from '../engine/program'
import { createDice, pick } from './dice'

/** The folder that its configuration includes: `*.conf` of it. */
export const nginxFolder = '/etc/nginx/berth'

/** So long its old workers take to finish what they had begun. */
const lingerMs = 2_500

/** An nginx before the services: tests its configuration, is reloaded, and its old workers leave a little later. */
export const nginxProgram: Program = {
  ...quietProgram,
  stopMs: 200,
  log: function* () {
    const dice = createDice('nginx')
    yield { afterMs: 60, lines: [{ stream: 'stderr', text: '[notice] 1#1: start worker processes' }] }
    for (;;) {
      const text = `"GET ${pick(dice, ['/', '/cart', '/orders', '/v1/products?page=2'])} HTTP/1.1" 200`
      yield { afterMs: Math.round(700 + dice() * 3_000), lines: [{ stream: 'stdout', text }] }
    }
  },
  load: { processorShare: 0.01, memoryBytes: 18_000_000 },
  commands: {
    nginx: ({ words, files, reload }) => {
      const fault = faultIn(files)
      if (fault !== null) return { exitCode: 1, output: `${fault}\n${testFailed}` }
      if (words.join(' ') === '-s reload') {
        reload()
        return { exitCode: 0, output: '[notice] 21#21: signal process started\n' }
      }
      return words[0] === '-t' ? { exitCode: 0, output: testPassed } : { exitCode: 1, output: '' }
    },
    mv: ({ words, files }) => {
      const [from = '', to = ''] = words.filter((word) => !word.startsWith('-'))
      return files.move(from, to) ? done : { exitCode: 1, output: `mv: can't rename '${from}': No such file\n` }
    },
    rm: ({ words, files }) => {
      for (const path of words.filter((word) => !word.startsWith('-'))) files.remove(path)
      return done
    },
  },
  workers: {
    count: 2,
    main: 'nginx: master process nginx -g daemon off;',
    serving: 'nginx: worker process',
    leaving: 'nginx: worker process is shutting down',
    lingerMs,
    mayReload: (files) => faultIn(files) === null,
  },
}

const done: CheckAnswer = { exitCode: 0, output: '' }
const place = '/etc/nginx/nginx.conf'
const testPassed = `nginx: the configuration file ${place} syntax is ok\nnginx: configuration file ${place} test is successful\n`
const testFailed = `nginx: configuration file ${place} test failed\n`

/** What nginx says of the first file with a fault; null: there is none. Blocks and statements have to end, no more. */
function faultIn(files: CommandFiles): string | null {
  for (const name of files.list(nginxFolder).filter((one) => one.endsWith('.conf'))) {
    const path = `${nginxFolder}/${name}`
    const text = (files.read(path) ?? '').replace(/#.*/g, '')
    const expected = expectedAtEnd(text)
    const line = text.split('\n').length
    if (expected !== null)
      return `nginx: [emerg] unexpected end of file, expecting ${expected} in ${path}:${String(line)}`
  }
  return null
}

function expectedAtEnd(text: string): string | null {
  if (!/(^|[;{}])\s*$/.test(text)) return '";" or "}"'
  const depth = text.split('{').length - text.split('}').length
  return depth > 0 ? '"}"' : null
}
