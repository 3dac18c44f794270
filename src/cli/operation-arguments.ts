import { type Command, Option } from 'commander'
import {
  addBy,
  addCommon,
  addNotify,
  addOverReservation,
  addTakeover,
  commonOf,
  notifyOf,
  type RawOptions,
  type Take,
  takeoverOf,
} from './argument-options'
import { collect, readReason, readRelease, readStrategy } from './argument-readers'
import { addBuildChoice, buildWishOf } from './build-arguments'
import type { CliRequest, OperationWish } from './cli-request'
import type { CliTexts } from './cli-texts'

/** Adds the commands that change slots: deploy, rollback, stop, start, restart, repair. */
export function addOperations(program: Command, texts: CliTexts, take: Take): void {
  addDeploy(program, texts, take)
  addRollback(program, texts, take)
  for (const kind of simpleKinds) addSimpleOperation(program, kind, texts, take)
}

const simpleKinds = ['stop', 'start', 'restart', 'repair'] as const

function operating(command: Command, texts: CliTexts): Command {
  addCommon(command, texts)
    .argument('<slot>', texts.help.slot)
    .addOption(new Option('-s, --service <service>', texts.help.service).argParser(collect))
    .option('--plan', texts.help.plan)
    .option('-y, --yes', texts.help.yes)
  return addNotify(addTakeover(addOverReservation(addBy(command, texts), texts), texts), texts)
}

function addDeploy(program: Command, texts: CliTexts, take: Take): void {
  addBuildChoice(operating(program.command('deploy'), texts), texts)
    .description(texts.help.deploy)
    .option('--recreate', texts.help.recreate)
    .addOption(
      new Option('--lift-hold <reason>', texts.help.liftHold).argParser((reason: string) => readReason(reason, texts)),
    )
    .addOption(
      new Option('--strategy <strategy>', texts.help.strategy).argParser((value: string) => readStrategy(value, texts)),
    )
    .action((slot: string, options: RawOptions) => {
      const build = buildWishOf(options, texts)
      const recreate = options.recreate === true ? 'always' : 'changed'
      const strategy = options.strategy === undefined ? {} : { strategy: options.strategy }
      const operation = { kind: 'deploy', build, services: servicesOf(options), recreate, ...strategy } as const
      take(operateRequest(slot, operation, options, texts))
    })
}

function addRollback(program: Command, texts: CliTexts, take: Take): void {
  operating(program.command('rollback'), texts)
    .description(texts.help.rollback)
    .addOption(new Option('--to <release>', texts.help.to).argParser((value: string) => readRelease(value, texts)))
    .option('--list', texts.help.list)
    .action((slot: string, options: RawOptions) => {
      if (options.list === true) return take({ kind: 'kept-releases', slot, ...commonOf(options) })
      const to = options.to ?? ({ kind: 'newest' } as const)
      take(operateRequest(slot, { kind: 'rollback', to, services: servicesOf(options) }, options, texts))
    })
}

function addSimpleOperation(program: Command, kind: (typeof simpleKinds)[number], texts: CliTexts, take: Take): void {
  operating(program.command(kind), texts)
    .description(texts.help[kind])
    .action((slot: string, options: RawOptions) =>
      take(operateRequest(slot, { kind, services: servicesOf(options) }, options, texts)),
    )
}

function operateRequest(slot: string, operation: OperationWish, options: RawOptions, texts: CliTexts): CliRequest {
  return {
    kind: 'operate',
    slot,
    operation,
    planOnly: options.plan === true,
    yes: options.yes === true,
    by: options.by ?? null,
    overReservation: options.overReservation ?? null,
    liftHold: options.liftHold ?? null,
    takeover: takeoverOf(operation.kind, options, texts),
    ...notifyOf(options),
    ...commonOf(options),
  }
}

function servicesOf(options: RawOptions): string[] | null {
  return options.service === undefined ? null : [...new Set(options.service)]
}
