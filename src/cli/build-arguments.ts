import { type Command, Option } from 'commander'
import { BerthError } from '../domain/berth-error'
import { isTag } from '../domain/image-reference'
import { addCommon, commonOf, type RawOptions, type Take } from './argument-options'
import { readLimit } from './argument-readers'
import type { BuildWish } from './cli-request'
import type { CliTexts } from './cli-texts'

const usualBuilds = 20
const longestWish = 128

/** Adds the commands about builds: releases, where. */
export function addBuilds(program: Command, texts: CliTexts, take: Take): void {
  addCommon(program.command('releases'), texts)
    .description(texts.builds.help.releases)
    .argument('<slot>', texts.help.slot)
    .option('--text <words>', texts.builds.help.find)
    .addOption(
      new Option('-n, --limit <builds>', texts.builds.help.limit)
        .default(usualBuilds)
        .argParser((value: string) => readLimit(value, texts)),
    )
    .addOption(new Option('--all', texts.builds.help.all).conflicts('limit'))
    .action((slot: string, { limit = usualBuilds, all = false, text = '', ...options }: RawOptions) =>
      take({
        kind: 'builds',
        slot,
        limit: all ? null : limit,
        text: text.trim().slice(0, 200),
        ...commonOf(options),
      }),
    )
  addCommon(program.command('where'), texts)
    .description(texts.builds.help.where)
    .argument('<text>', texts.builds.help.whereText)
    .action((text: string, options: RawOptions) =>
      take({ kind: 'where', text: text.trim().slice(0, 200), ...commonOf(options) }),
    )
}

/** Adds the ways to say which build is meant. */
export function addBuildChoice(command: Command, texts: CliTexts): Command {
  return command
    .option('-t, --tag <tag>', texts.help.tag)
    .option('--branch <branch>', texts.builds.help.branch)
    .option('--platform <version>', texts.builds.help.platform)
    .option('--revision <sha>', texts.builds.help.revision)
}

/** The build that is meant. Throws `bad-request` unless it is said in exactly one way, `tag-invalid` for what is no tag. */
export function buildWishOf(
  { tag, branch, platform, revision }: Pick<RawOptions, 'tag' | 'branch' | 'platform' | 'revision'>,
  texts: CliTexts,
): BuildWish {
  const said = [
    ...(tag === undefined ? [] : [{ by: 'tag', text: tag } as const]),
    ...(branch === undefined ? [] : [{ by: 'branch', text: branch.trim() } as const]),
    ...(platform === undefined ? [] : [{ by: 'platform', text: platform.trim() } as const]),
    ...(revision === undefined ? [] : [{ by: 'revision', text: revision.trim() } as const]),
  ]
  const [wish] = said
  if (wish === undefined || said.length > 1 || wish.text === '' || wish.text.length > longestWish * 2) {
    throw new BerthError('bad-request', { field: 'deploy', reason: texts.builds.oneOfFour })
  }
  if (wish.by === 'tag' && !isTag(wish.text)) throw new BerthError('tag-invalid', { tag: wish.text.slice(0, 200) })
  return wish
}
