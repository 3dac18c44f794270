import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { BerthError } from '../domain/berth-error'
import { isTag } from '../domain/image-reference'
import type { Operation } from '../domain/operation'
import type { CliTexts } from './cli-texts'

/** What every command takes. `hosts`: addresses given by hand; null: the settings' or the local engine. */
export type CommonOptions = { readonly hosts: readonly string[] | null; readonly json: boolean }

/** What the person asked for, read from the arguments alone. */
export type CliRequest = CommonOptions &
  (
    | { readonly kind: 'board' }
    | {
        readonly kind: 'operate'
        readonly slot: string
        readonly operation: Operation
        /** Only print the plan. */
        readonly planOnly: boolean
        /** Don't ask. */
        readonly yes: boolean
        readonly by: string | null
      }
    | {
        readonly kind: 'logs'
        readonly slot: string
        /** Null: all. */
        readonly services: readonly string[] | null
        readonly follow: boolean
        /** Lines a container; null: all. */
        readonly tail: number | null
      }
  )

/** The arguments as read: a request, or a text that was asked for (help, version). */
export type ParsedArguments =
  { readonly kind: 'request'; readonly request: CliRequest } | { readonly kind: 'text'; readonly text: string }

const longestName = 64
const mostTailLines = 1_000_000

/** Reads the arguments (without program and script). Throws `bad-request` or `tag-invalid` for what can't be read. */
export function parseArguments(words: readonly string[], version: string, texts: CliTexts): ParsedArguments {
  let request: CliRequest | null = null
  let text = ''
  const program = createProgram(version, texts, (found) => (request = found))
  configure(program, texts, (part) => (text += part))
  try {
    program.parse(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { kind: 'text', text }
    const field = program.commands.some((command) => command.name() === words[0]) ? (words[0] ?? '') : 'berth'
    throw new BerthError('bad-request', { field, reason: usageReason(error, texts) }, { cause: error })
  }
  if (request === null) return { kind: 'text', text: program.helpInformation() }
  return { kind: 'request', request }
}

type Take = (request: CliRequest) => void
type RawOptions = Readonly<{
  host?: readonly string[]
  json?: boolean
  tag?: string
  service?: readonly string[]
  plan?: boolean
  yes?: boolean
  recreate?: boolean
  by?: string
  follow?: boolean
  tail?: number | 'all'
}>

function createProgram(version: string, texts: CliTexts, take: Take): Command {
  const program = new Command('berth')
    .description(texts.help.berth)
    .version(version, '-V, --version', texts.help.version)
  program.helpCommand(false).addHelpText('after', `\n${texts.examplesHeading}\n${texts.examples}`)
  common(program.command('board'), texts)
    .description(texts.help.board)
    .action((options: RawOptions) => take({ kind: 'board', ...readCommon(options) }))
  addDeploy(program, texts, take)
  for (const kind of ['stop', 'start', 'restart'] as const) addSimpleOperation(program, kind, texts, take)
  addLogs(program, texts, take)
  return program
}

function common(command: Command, texts: CliTexts): Command {
  return command
    .addOption(new Option('--host <address>', texts.help.host).argParser(collect))
    .option('--json', texts.help.json)
}

function operating(command: Command, texts: CliTexts): Command {
  return common(command, texts)
    .argument('<slot>', texts.help.slot)
    .addOption(new Option('-s, --service <service>', texts.help.service).argParser(collect))
    .option('--plan', texts.help.plan)
    .option('-y, --yes', texts.help.yes)
    .addOption(new Option('--by <name>', texts.help.by).argParser((name: string) => readName(name, texts)))
}

function addDeploy(program: Command, texts: CliTexts, take: Take): void {
  operating(program.command('deploy'), texts)
    .description(texts.help.deploy)
    .requiredOption('-t, --tag <tag>', texts.help.tag)
    .option('--recreate', texts.help.recreate)
    .action((slot: string, options: RawOptions) => {
      const tag = options.tag ?? ''
      if (!isTag(tag)) throw new BerthError('tag-invalid', { tag: tag.slice(0, 200) })
      const recreate = options.recreate === true ? 'always' : 'changed'
      take(operateRequest(slot, { kind: 'deploy', tag, services: servicesOf(options), recreate }, options))
    })
}

function addSimpleOperation(program: Command, kind: 'stop' | 'start' | 'restart', texts: CliTexts, take: Take): void {
  operating(program.command(kind), texts)
    .description(texts.help[kind])
    .action((slot: string, options: RawOptions) =>
      take(operateRequest(slot, { kind, services: servicesOf(options) }, options)),
    )
}

function addLogs(program: Command, texts: CliTexts, take: Take): void {
  common(program.command('logs'), texts)
    .description(texts.help.logs)
    .argument('<slot>', texts.help.slot)
    .argument('[service...]', texts.help.services)
    .option('-f, --follow', texts.help.follow)
    .addOption(
      new Option('-n, --tail <lines>', texts.help.tail)
        .default(100)
        .argParser((value: string) => readTail(value, texts)),
    )
    .action((slot: string, services: readonly string[], options: RawOptions) => {
      take({
        kind: 'logs',
        slot,
        services: services.length === 0 ? null : [...new Set(services)],
        follow: options.follow === true,
        tail: typeof options.tail === 'number' ? options.tail : null,
        ...readCommon(options),
      })
    })
}

function operateRequest(slot: string, operation: Operation, options: RawOptions): CliRequest {
  return {
    kind: 'operate',
    slot,
    operation,
    planOnly: options.plan === true,
    yes: options.yes === true,
    by: options.by ?? null,
    ...readCommon(options),
  }
}

function readCommon(options: RawOptions): CommonOptions {
  return { hosts: options.host ?? null, json: options.json === true }
}

function servicesOf(options: RawOptions): string[] | null {
  return options.service === undefined ? null : [...new Set(options.service)]
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value]
}

function readTail(value: string, texts: CliTexts): number | 'all' {
  if (value === 'all') return 'all'
  const lines = /^\d{1,7}$/.test(value) ? Number(value) : Infinity
  if (lines > mostTailLines) throw new InvalidArgumentError(texts.usage.badTail)
  return lines
}

function readName(value: string, texts: CliTexts): string {
  const name = value.trim()
  if (name === '' || name.length > longestName) throw new InvalidArgumentError(texts.usage.badName)
  return name
}

/** Applies to the program and all its commands: nothing is printed or ended behind the caller's back. */
function configure(command: Command, texts: CliTexts, print: (text: string) => void): void {
  command
    .exitOverride()
    .helpOption('-h, --help', texts.help.help)
    .configureOutput({ writeOut: print, writeErr: () => undefined })
    .configureHelp({ styleTitle: (title) => texts.helpTitles[title] ?? title })
  for (const child of command.commands) configure(child, texts, print)
}

/** What is wrong with the arguments, in the person's language where the case is a known one. */
function usageReason(error: CommanderError, texts: CliTexts): string {
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const known: Readonly<Record<string, (name: string) => string>> = texts.usage.byCode
  const invalid = error.code === 'commander.invalidArgument' ? /\. ([^.]*)$/.exec(error.message)?.[1] : undefined
  const plain = error.message.replace(/^error: /, '')
  return invalid === undefined ? (known[error.code]?.(named) ?? plain) : `${named}: ${invalid}`
}
