import type { Command } from 'commander'
import { addCommon, commonOf, type RawOptions, type Take } from './argument-options'
import type { CliTexts } from './cli-texts'

/** Adds the command about what a slot's services use. */
export function addStats(program: Command, texts: CliTexts, take: Take): void {
  addCommon(program.command('stats'), texts)
    .description(texts.help.stats)
    .argument('<slot>', texts.help.slot)
    .option('-w, --watch', texts.help.watch)
    .action((slot: string, options: RawOptions) =>
      take({ kind: 'stats', slot, watch: options.watch === true, ...commonOf(options) }),
    )
}
