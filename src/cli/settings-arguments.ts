import { type Command, Option } from 'commander'
import { addBy, addCommon, commonOf, type RawOptions, type Take } from './argument-options'
import { readVersion } from './argument-readers'
import type { CliTexts } from './cli-texts'

/** Adds `settings` with its own commands: publish, check, show, list. */
export function addSettings(program: Command, texts: CliTexts, take: Take): void {
  const settings = program.command('settings').description(texts.help.settings).helpCommand(false)
  addPublish(settings, texts, take)
  onHost(settings.command('check'), texts)
    .description(texts.help.settingsCheck)
    .argument('<file>', texts.help.file)
    .action((file: string, options: RawOptions) => take({ kind: 'settings-check', file, ...hostOf(options) }))
  onHost(settings.command('show'), texts)
    .description(texts.help.settingsShow)
    .addOption(
      new Option('--version <version>', texts.help.fileVersion).argParser((value: string) => readVersion(value, texts)),
    )
    .action((options: RawOptions) =>
      take({ kind: 'settings-show', version: options.version ?? null, ...hostOf(options) }),
    )
  onHost(settings.command('list'), texts)
    .description(texts.help.settingsList)
    .action((options: RawOptions) => take({ kind: 'settings-list', ...hostOf(options) }))
}

function addPublish(settings: Command, texts: CliTexts, take: Take): void {
  addBy(onHost(settings.command('publish'), texts), texts)
    .description(texts.help.settingsPublish)
    .argument('<file>', texts.help.file)
    .option('--note <text>', texts.help.note)
    .option('--plan', texts.help.plan)
    .option('-y, --yes', texts.help.yes)
    .action((file: string, options: RawOptions) => {
      const { note = '', by = null } = options
      const asked = { planOnly: options.plan === true, yes: options.yes === true, by }
      take({ kind: 'settings-publish', file, note: note.trim().slice(0, 300), ...asked, ...hostOf(options) })
    })
}

function onHost(command: Command, texts: CliTexts): Command {
  return addCommon(command, texts).option('--on <name>', texts.help.on)
}

function hostOf(options: RawOptions) {
  return { host: options.on ?? null, ...commonOf(options) }
}
