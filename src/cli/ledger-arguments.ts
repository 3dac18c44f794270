import { type Command, Option } from 'commander'
import {
  addBy,
  addCommon,
  addNotify,
  addOverReservation,
  commonOf,
  notifyOf,
  type RawOptions,
  type Take,
} from './argument-options'
import { readLimit, readMoment, readName, readReason, readWhy } from './argument-readers'
import type { CliTexts } from './cli-texts'

const usualEntries = 30

/** Adds the commands about what people did and agreed on: history, reserve, unreserve, lift, lock. */
export function addLedgerCommands(program: Command, texts: CliTexts, take: Take): void {
  addHistory(program, texts, take)
  addReserve(program, texts, take)
  addUnreserve(program, texts, take)
  addLift(program, texts, take)
  addCommon(program.command('lock'), texts)
    .description(texts.help.lock)
    .argument('<slot>', texts.help.slot)
    .action((slot: string, options: RawOptions) => take({ kind: 'lock', slot, ...commonOf(options) }))
}

function addHistory(program: Command, texts: CliTexts, take: Take): void {
  addCommon(program.command('history'), texts)
    .description(texts.help.history)
    .argument('[slot]', texts.help.historySlot)
    .addOption(
      new Option('-n, --limit <entries>', texts.help.limit)
        .default(usualEntries)
        .argParser((value: string) => readLimit(value, texts)),
    )
    .addOption(new Option('--since <time>', texts.help.since).argParser((value: string) => readMoment(value, texts)))
    .option('--text <words>', texts.help.text)
    .action((slot: string | undefined, options: RawOptions) => {
      const { limit = usualEntries, since = null, text = '' } = options
      take({ kind: 'history', slot: slot ?? null, limit, since, text: text.slice(0, 200), ...commonOf(options) })
    })
}

function addReserve(program: Command, texts: CliTexts, take: Take): void {
  const command = addCommon(program.command('reserve'), texts)
    .description(texts.help.reserve)
    .argument('<slot>', texts.help.slot)
    .addOption(
      new Option('--until <time>', texts.help.until)
        .makeOptionMandatory()
        .argParser((value: string) => readMoment(value, texts)),
    )
    .addOption(
      new Option('--why <text>', texts.help.why)
        .makeOptionMandatory()
        .argParser((value: string) => readWhy(value, texts)),
    )
    .addOption(new Option('--for <name>', texts.help.forWhom).argParser((value: string) => readName(value, texts)))
  addNotify(addOverReservation(addBy(command, texts), texts), texts).action((slot: string, options: RawOptions) => {
    const { until, why = '', by = null, overReservation = null } = options
    if (until === undefined) return
    const asked = { slot, until, why, forWhom: options.for ?? '', by, overReservation }
    take({ kind: 'reserve', ...asked, ...notifyOf(options), ...commonOf(options) })
  })
}

function addUnreserve(program: Command, texts: CliTexts, take: Take): void {
  addNotify(addBy(addCommon(program.command('unreserve'), texts), texts), texts)
    .description(texts.help.unreserve)
    .argument('<slot>', texts.help.slot)
    .action((slot: string, options: RawOptions) =>
      take({ kind: 'unreserve', slot, by: options.by ?? null, ...notifyOf(options), ...commonOf(options) }),
    )
}

function addLift(program: Command, texts: CliTexts, take: Take): void {
  const command = addCommon(program.command('lift'), texts)
    .description(texts.help.lift)
    .argument('<slot>', texts.help.slot)
    .addOption(new Option('--why <text>', texts.help.liftWhy).argParser((value: string) => readReason(value, texts)))
  addBy(command, texts).action((slot: string, options: RawOptions) =>
    take({ kind: 'lift', slot, why: options.why ?? '', by: options.by ?? null, ...commonOf(options) }),
  )
}
