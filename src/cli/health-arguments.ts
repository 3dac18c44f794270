import { type Command, Option } from 'commander'
import { addCommon, commonOf, type RawOptions, type Take } from './argument-options'
import { readMoment } from './argument-readers'
import type { CliTexts } from './cli-texts'

/** Adds the command about how a slot's services do. */
export function addHealth(program: Command, texts: CliTexts, take: Take): void {
  addCommon(program.command('health'), texts)
    .description(texts.help.health)
    .argument('<slot>', texts.help.slot)
    .addOption(new Option('--since <time>', texts.help.since).argParser((value: string) => readMoment(value, texts)))
    .action((slot: string, options: RawOptions) =>
      take({ kind: 'health', slot, since: options.since ?? null, ...commonOf(options) }),
    )
}
