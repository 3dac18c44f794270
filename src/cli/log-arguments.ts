import { type Command, Option } from 'commander'
import { BerthError } from '../domain/berth-error'
import { addCommon, commonOf, type RawOptions, type Take } from './argument-options'
import { readGrep, readLevel, readMoment, readTail } from './argument-readers'
import type { CliTexts } from './cli-texts'

const usualTail = 100

/** Adds `berth logs`. */
export function addLogs(program: Command, texts: CliTexts, take: Take): void {
  addCommon(program.command('logs'), texts)
    .description(texts.help.logs)
    .argument('<slot>', texts.help.slot)
    .argument('[service...]', texts.help.services)
    .option('-f, --follow', texts.help.follow)
    .addOption(new Option('-n, --tail <lines>', texts.help.tail).argParser((value: string) => readTail(value, texts)))
    .addOption(new Option('-g, --grep <pattern>', texts.help.grep).argParser((value: string) => readGrep(value, texts)))
    .option('-F, --fixed', texts.help.fixed)
    .addOption(new Option('--level <level>', texts.help.level).argParser((value: string) => readLevel(value, texts)))
    .addOption(new Option('--since <time>', texts.help.since).argParser((value: string) => readMoment(value, texts)))
    .addOption(new Option('--until <time>', texts.help.logUntil).argParser((value: string) => readMoment(value, texts)))
    .action((slot: string, services: readonly string[], options: RawOptions) => {
      refuseContradictions(options, texts)
      const { grep, fixed, level = null, since = null, until = null } = options
      take({
        kind: 'logs',
        slot,
        services: services.length === 0 ? null : [...new Set(services)],
        follow: options.follow === true,
        tail: tailOf(options),
        since,
        until,
        grep: grep === undefined ? null : { text: grep, kind: fixed === true ? 'literal' : 'regex' },
        level,
        ...commonOf(options),
      })
    })
}

/** Whoever looks for something means all of the log, unless they say how much. */
function tailOf({ tail, grep, level, since, until }: RawOptions): number | null {
  if (tail !== undefined) return tail === 'all' ? null : tail
  return [grep, level, since, until].every((each) => each === undefined) ? usualTail : null
}

function refuseContradictions({ grep, fixed, until, follow }: RawOptions, texts: CliTexts): void {
  const refuse = (reason: string): never => {
    throw new BerthError('bad-request', { field: 'logs', reason })
  }
  if (fixed === true && grep === undefined) refuse(texts.usage.fixedWithoutGrep)
  if (until !== undefined && follow === true) refuse(texts.usage.untilAndFollow)
}
