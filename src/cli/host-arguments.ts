import { type Command, Option } from 'commander'
import { BerthError } from '../domain/berth-error'
import {
  addCommon,
  addCommonWithoutHosts,
  commonOf,
  commonWithoutHostsOf,
  type RawOptions,
  type Take,
} from './argument-options'
import { readName, readPlace } from './argument-readers'
import type { AccessWish, TlsWish } from './cli-request'
import type { CliTexts } from './cli-texts'

/** The options of the commands here; `false` where an option of its own says no. */
type HostOptions = Omit<RawOptions, 'to'> &
  Readonly<{
    address?: string
    name?: string
    to?: number
    test?: boolean
    tls?: boolean
    tlsFolder?: string
    tlsCa?: string
    tlsCert?: string
    tlsKey?: string
    key?: string | false
    jump?: string | false
  }>

/** Adds `hosts` with its own commands; alone it lists them. */
export function addHosts(program: Command, texts: CliTexts, take: Take): void {
  const hosts = program.command('hosts').description(texts.help.hosts).helpCommand(false)
  addCommon(hosts.command('list', { isDefault: true }), texts)
    .description(texts.help.hostsList)
    .allowExcessArguments(true)
    .action((options: HostOptions, command: Command) => {
      const [word] = command.args
      // What is no command of `hosts` ends up here.
      if (word !== undefined) command.error(`error: '${word}'`, { code: 'commander.unknownCommand' })
      take({ kind: 'hosts', ...commonOf(options) })
    })
  addAdd(hosts, texts, take)
  addTest(hosts, texts, take)
  addEdit(hosts, texts, take)
  addSimpleChanges(hosts, texts, take)
  hosts
    .command('find')
    .option('--json', texts.help.json)
    .description(texts.help.hostsFind)
    .action((options: HostOptions) => take({ kind: 'hosts-find', ...commonWithoutHostsOf(options) }))
}

function addAdd(hosts: Command, texts: CliTexts, take: Take): void {
  addAccess(hosts.command('add'), texts)
    .description(texts.help.hostsAdd)
    .argument('<address>', texts.help.hostAddress)
    .addOption(nameOption(texts))
    .option('--no-test', texts.help.noTest)
    .action((address: string, options: HostOptions) => {
      const { name = '', test = true } = options
      const access = accessOf('hosts add', options, texts)
      take({ kind: 'hosts-add', address, name, access, test, ...commonWithoutHostsOf(options) })
    })
}

function addTest(hosts: Command, texts: CliTexts, take: Take): void {
  addAccess(hosts.command('test'), texts)
    .description(texts.help.hostsTest)
    .argument('<host>', texts.help.hostOrAddress)
    .action((host: string, options: HostOptions) => {
      const access = accessOf('hosts test', options, texts)
      take({ kind: 'hosts-test', host, access, ...commonWithoutHostsOf(options) })
    })
}

function addEdit(hosts: Command, texts: CliTexts, take: Take): void {
  addAccess(hosts.command('edit'), texts)
    .description(texts.help.hostsEdit)
    .argument('<host>', texts.help.hostName)
    .option('--address <address>', texts.help.hostAddress)
    .addOption(nameOption(texts))
    .option('--no-tls', texts.help.noTls)
    .option('--no-accept-plain-text', texts.help.noAcceptPlainText)
    .option('--no-key', texts.help.noKey)
    .option('--no-jump', texts.help.noJump)
    .option('--no-test', texts.help.noTest)
    .action((host: string, options: HostOptions) => {
      const { address = null, name = '', test = true } = options
      const access = accessOf('hosts edit', options, texts)
      const isEmpty = address === null && name === '' && Object.keys(access).length === 0
      if (isEmpty) throw new BerthError('bad-request', { field: 'hosts edit', reason: texts.usage.nothingToEdit })
      take({ kind: 'hosts-edit', host, address, name, access, test, ...commonWithoutHostsOf(options) })
    })
}

function addSimpleChanges(hosts: Command, texts: CliTexts, take: Take): void {
  hosts
    .command('rename')
    .option('--json', texts.help.json)
    .description(texts.help.hostsRename)
    .argument('<host>', texts.help.hostName)
    .argument('<name>', texts.help.newName, (name: string) => readName(name, texts))
    .action((host: string, name: string, options: HostOptions) =>
      take({ kind: 'hosts-rename', host, name, ...commonWithoutHostsOf(options) }),
    )
  hosts
    .command('move')
    .option('--json', texts.help.json)
    .description(texts.help.hostsMove)
    .argument('<host>', texts.help.hostName)
    .addOption(
      new Option('--to <place>', texts.help.place)
        .makeOptionMandatory()
        .argParser((value: string) => readPlace(value, texts)),
    )
    .action((host: string, options: HostOptions) =>
      take({ kind: 'hosts-move', host, to: options.to ?? 0, ...commonWithoutHostsOf(options) }),
    )
  hosts
    .command('remove')
    .option('--json', texts.help.json)
    .description(texts.help.hostsRemove)
    .argument('<host>', texts.help.hostName)
    .option('-y, --yes', texts.help.yes)
    .action((host: string, options: HostOptions) =>
      take({ kind: 'hosts-remove', host, yes: options.yes === true, ...commonWithoutHostsOf(options) }),
    )
}

function nameOption(texts: CliTexts): Option {
  return new Option('--name <name>', texts.help.newName).argParser((name: string) => readName(name, texts))
}

function addAccess(command: Command, texts: CliTexts): Command {
  return addCommonWithoutHosts(command, texts)
    .option('--tls-folder <folder>', texts.help.tlsFolder)
    .option('--tls-ca <file>', texts.help.tlsCa)
    .option('--tls-cert <file>', texts.help.tlsCert)
    .option('--tls-key <file>', texts.help.tlsKey)
    .option('--accept-plain-text', texts.help.acceptPlainText)
    .option('--key <file>', texts.help.key)
    .option('--jump <host>', texts.help.jump)
}

/** Throws `bad-request` for what excludes each other. */
function accessOf(command: string, options: HostOptions, texts: CliTexts): AccessWish {
  const { acceptPlainText, key, jump } = options
  const files = tlsOf(options)
  const refuse = (reason: string): never => {
    throw new BerthError('bad-request', { field: command, reason })
  }
  if (options.tls === false && files !== undefined) refuse(texts.usage.tlsAndNoTls)
  if (files !== undefined && acceptPlainText === true) refuse(texts.usage.tlsAndPlainText)
  const tls = options.tls === false ? null : files
  return {
    ...(tls !== undefined && { tls }),
    ...(acceptPlainText !== undefined && { acceptsPlainText: acceptPlainText }),
    ...(key !== undefined && { keyFile: key === false ? null : key }),
    ...(jump !== undefined && { jumpHost: jump === false ? null : jump }),
  }
}

function tlsOf({ tlsFolder, tlsCa, tlsCert, tlsKey }: HostOptions): TlsWish | undefined {
  const wish: TlsWish = {
    ...(tlsFolder !== undefined && { folder: tlsFolder }),
    ...(tlsCa !== undefined && { ca: tlsCa }),
    ...(tlsCert !== undefined && { certificate: tlsCert }),
    ...(tlsKey !== undefined && { key: tlsKey }),
  }
  return Object.keys(wish).length === 0 ? undefined : wish
}
