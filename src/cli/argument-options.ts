import { type Command, Option } from 'commander'
import { BerthError } from '../domain/berth-error'
import { readHostAddress } from '../domain/host-address'
import type { LogLevel } from '../domain/log-level'
import { collect, readDescriptor, readName, readReason } from './argument-readers'
import type { CliRequest, CommonOptions, NotifyWish, ReleaseWish, Takeover } from './cli-request'
import type { CliTexts } from './cli-texts'
import type { Moment } from './moment'

/** Takes what was read; called once. */
export type Take = (request: CliRequest) => void

/** The options of all commands as commander gives them. */
export type RawOptions = Readonly<{
  host?: readonly string[]
  json?: boolean
  acceptPlainText?: boolean
  secretFd?: number
  tag?: string
  branch?: string
  platform?: string
  revision?: string
  service?: readonly string[]
  plan?: boolean
  yes?: boolean
  recreate?: boolean
  strategy?: 'recreate' | 'blue-green'
  by?: string
  follow?: boolean
  tail?: number | 'all'
  grep?: string
  fixed?: boolean
  level?: LogLevel
  to?: ReleaseWish
  list?: boolean
  limit?: number
  all?: boolean
  since?: Moment
  text?: string
  until?: Moment
  why?: string
  for?: string
  overReservation?: string
  liftHold?: string
  takeover?: string
  resume?: boolean
  putBack?: boolean
  unlock?: boolean
  note?: string
  on?: string
  version?: number
  watch?: boolean
  notifySlackUrlFile?: string
  notifyWebhook?: string
  notifySecretFile?: string
}>

/** Adds what every command takes. */
export function addCommon(command: Command, texts: CliTexts): Command {
  return command
    .addOption(new Option('--host <address>', texts.help.host).argParser(collect))
    .option('--accept-plain-text', texts.help.acceptPlainTextOnce)
    .option('--json', texts.help.json)
    .addOption(secretOption(texts))
}

/** Adds what commands take that go to hosts of their own choice, or to none. */
export function addCommonWithoutHosts(command: Command, texts: CliTexts): Command {
  return command.option('--json', texts.help.json).addOption(secretOption(texts))
}

function secretOption(texts: CliTexts): Option {
  return new Option('--secret-fd <number>', texts.help.secretDescriptor).argParser((value: string) =>
    readDescriptor(value, texts),
  )
}

/** Adds whose name stands on it. */
export function addBy(command: Command, texts: CliTexts): Command {
  return command.addOption(new Option('--by <name>', texts.help.by).argParser((name: string) => readName(name, texts)))
}

/** Adds going over somebody else's reservation. */
export function addOverReservation(command: Command, texts: CliTexts): Command {
  return command.addOption(
    new Option('--over-reservation <reason>', texts.help.overReservation).argParser((reason: string) =>
      readReason(reason, texts),
    ),
  )
}

/** Adds who is told. */
export function addNotify(command: Command, texts: CliTexts): Command {
  return command
    .option('--notify-slack-url-file <file>', texts.help.notifySlack)
    .option('--notify-webhook <url>', texts.help.notifyWebhook)
    .option('--notify-secret-file <file>', texts.help.notifySecret)
}

/** Who is told beside those of the environment; nothing where nobody is named. */
export function notifyOf(options: RawOptions): { readonly notify?: NotifyWish } {
  const { notifySlackUrlFile: slackUrlFile = null, notifyWebhook: webhook = null } = options
  const { notifySecretFile: secretFile = null } = options
  if (slackUrlFile === null && webhook === null && secretFile === null) return {}
  return { notify: { slackUrlFile, webhook, secretFile } }
}

/** Adds taking over from a dead owner, and what becomes of the owner's deployment. */
export function addTakeover(command: Command, texts: CliTexts): Command {
  return command
    .addOption(
      new Option('--takeover <reason>', texts.help.takeover).argParser((reason: string) => readReason(reason, texts)),
    )
    .option('--resume', texts.help.resume)
    .option('--put-back', texts.help.putBack)
    .option('--unlock', texts.help.unlock)
}

/** See `CommonOptions`. */
export function commonOf(options: Pick<RawOptions, 'host' | 'json' | 'secretFd' | 'acceptPlainText'>): CommonOptions {
  const { acceptPlainText, host: hosts = null, ...rest } = options
  return { ...commonWithoutHostsOf(rest), hosts, ...(acceptPlainText === true && { acceptsPlainText: true }) }
}

/** The same for commands that go to hosts of their own choice, or to none. */
export function commonWithoutHostsOf(options: Pick<RawOptions, 'json' | 'secretFd'>): CommonOptions {
  return { hosts: null, json: options.json === true, secretDescriptor: options.secretFd ?? null }
}

/** Throws `bad-request` for `--accept-plain-text` where nothing that is given by hand could go in the clear. */
export function refuseIdlePlainText(
  command: string,
  { hosts, acceptsPlainText }: Pick<CommonOptions, 'hosts' | 'acceptsPlainText'>,
  texts: CliTexts,
): void {
  if (acceptsPlainText !== true || hosts?.some(mayBePlainText) === true) return
  throw new BerthError('bad-request', { field: command, reason: texts.usage.onlyForPlainHosts })
}

/** A name may be a context's, and where that leads is seen only when it is followed. */
function mayBePlainText(written: string): boolean {
  const address = readHostAddress(written.trim())
  if (typeof address === 'string') return !written.includes('://')
  return address.kind === 'tcp' || address.kind === 'context'
}

/** Throws `bad-request` for a choice without a takeover, and for more than one. */
export function takeoverOf(command: string, options: RawOptions, texts: CliTexts): Takeover | null {
  const { takeover, resume, putBack, unlock } = options
  const chosen = [resume === true ? 'resume' : '', putBack === true ? 'put-back' : '', unlock === true ? 'unlock' : '']
  const choices = chosen.filter((choice) => choice !== '') as Takeover['choice'][]
  if (choices.length > 1 || (takeover === undefined && choices.length > 0)) {
    throw new BerthError('bad-request', { field: command, reason: texts.usage.badTakeover })
  }
  return takeover === undefined ? null : { reason: takeover, choice: choices[0] ?? 'put-back' }
}
