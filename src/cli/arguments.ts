import { Command, CommanderError } from 'commander'
import { BerthError } from '../domain/berth-error'
import { addCommon, commonOf, type RawOptions, refuseIdlePlainText, type Take } from './argument-options'
import { addBuilds } from './build-arguments'
import type { CliRequest } from './cli-request'
import type { CliTexts } from './cli-texts'
import { addHealth } from './health-arguments'
import { addHosts } from './host-arguments'
import { addLogs } from './log-arguments'
import { addLedgerCommands } from './ledger-arguments'
import { addOperations } from './operation-arguments'
import { addSettings } from './settings-arguments'
import { addStats } from './stats-arguments'

/** The arguments as read: a request, or a text that was asked for (help, version). */
export type ParsedArguments =
  { readonly kind: 'request'; readonly request: CliRequest } | { readonly kind: 'text'; readonly text: string }

/** Reads the arguments (without program and script). Throws `bad-request` or `tag-invalid` for what can't be read. */
export function parseArguments(words: readonly string[], version: string, texts: CliTexts): ParsedArguments {
  let request: CliRequest | null = null
  let text = ''
  const program = createProgram(version, texts, (found) => {
    refuseIdlePlainText(commandIn(program, words), found, texts)
    request = found
  })
  configure(program, texts, (part) => (text += part))
  try {
    program.parse(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { kind: 'text', text }
    throw new BerthError(
      'bad-request',
      { field: commandIn(program, words), reason: usageReason(error, texts) },
      { cause: error },
    )
  }
  if (request === null) return { kind: 'text', text: program.helpInformation() }
  return { kind: 'request', request }
}

function createProgram(version: string, texts: CliTexts, take: Take): Command {
  // Options after a command are the command's: it may have a --version of its own.
  const program = new Command('berth')
    .enablePositionalOptions()
    .description(texts.help.berth)
    .version(version, '-V, --version', texts.help.version)
  program.helpCommand(false).addHelpText('after', `\n${texts.examplesHeading}\n${texts.examples}`)
  addCommon(program.command('board'), texts)
    .description(texts.help.board)
    .action((options: RawOptions) => take({ kind: 'board', ...commonOf(options) }))
  addOperations(program, texts, take)
  addBuilds(program, texts, take)
  addLogs(program, texts, take)
  addHealth(program, texts, take)
  addStats(program, texts, take)
  addLedgerCommands(program, texts, take)
  addHosts(program, texts, take)
  addSettings(program, texts, take)
  return program
}

/** The command that was meant, for the message: `settings publish`; `berth` where there is none of that name. */
function commandIn(program: Command, words: readonly string[]): string {
  const names: string[] = []
  let commands = program.commands
  for (const word of words) {
    const found = commands.find((command) => command.name() === word)
    if (found === undefined) break
    names.push(word)
    commands = found.commands
  }
  return names.length === 0 ? 'berth' : names.join(' ')
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
