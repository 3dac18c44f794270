import type { ReleaseOption, ReleaseSource } from '../contract/release-option'
import { holdsWords, searchWords } from '../contract/release-search'
import type { Reply } from '../contract/requests'
import { describeError } from '../domain/berth-error'
import type { Board } from '../domain/board'
import { displayText } from '../domain/display-text'
import type { BuildTexts } from './build-texts'
import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { type CommandParts, writeJson } from './command-parts'
import { type ExitCode, exitCodes } from './exit-codes'
import { findSlot } from './find-slot'
import { localTime } from './local-time'
import { formatMegabytes } from './megabytes'
import { type HostNames, releasesJson } from './releases-json'
import { alignColumns, fitLines } from './text-width'

type BuildsRequest = CliRequestOf<'builds'>

const mostDescribed = 200

/** Lists the builds a slot could be switched to. A registry that can't be asked is told; what else is known is listed. */
export async function listBuilds(request: BuildsRequest, parts: CommandParts, signal: AbortSignal): Promise<ExitCode> {
  const { session, output } = parts
  const { hostId, slot, label } = findSlot(session.board(), request.slot, false)
  // What is searched in versions and revisions has to be known of more than what is shown.
  const limit = request.limit ?? Infinity
  const describe = request.text === '' ? Math.min(limit, mostDescribed) : mostDescribed
  const list = await session.request('list-releases', { hostId, slot, wait: 'asked', describe }, signal)
  const words = searchWords(request.text)
  const found = list.releases.filter((release) => holdsWords(release, words))
  const shown = found.slice(0, limit)
  const more = found.length - shown.length
  if (request.json) {
    const { sources, kickoffs } = list
    await writeJson(
      parts,
      releasesJson({ slot, releases: shown, more, sources, kickoffs }, hostNamesOf(session.board())),
    )
    return exitCodes.done
  }
  const texts = cliTextsOf(parts.language).builds
  const rows = shown.map((release) => buildRow(release, hostNamesOf(session.board()), texts))
  const table = shown.length === 0 ? [texts.nothing(label)] : alignColumns([[...texts.head], ...rows])
  await output.results.write(`${fitLines(table, output.results.width()).join('\n')}\n`)
  const notes = [more > 0 ? texts.more(more) : '', ...sourceNotes(list.sources, texts, parts), kickoffNote(list, texts)]
  for (const note of notes.filter((line) => line !== '')) await output.progress.write(`${note}\n`)
  return exitCodes.done
}

/** Why tags do not read as kickoffs, with what the pattern in force would match; empty: they do. */
function kickoffNote(
  { releases, kickoffs }: Pick<Reply<'list-releases'>, 'releases' | 'kickoffs'>,
  texts: BuildTexts,
): string {
  if (kickoffs === null) return ''
  const { pattern, by, refused, example } = kickoffs
  const matchesNone = releases.length > 0 && releases.every(({ kickoff }) => kickoff === null)
  if (refused === null && !matchesNone) return ''
  return [
    refused === null ? '' : texts.kickoffs.refused[refused.reason](displayText(refused.pattern)),
    matchesNone ? texts.kickoffs.none[by](displayText(pattern)) : '',
    example === null ? texts.kickoffs.noExample : texts.kickoffs.example(example),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** Empty names on a board of one host: nobody has to be told which. */
function hostNamesOf({ hosts }: Board): HostNames {
  return new Map(hosts.map(({ host }) => [host.id, hosts.length === 1 ? '' : `${host.name}/`]))
}

function buildRow(release: ReleaseOption, hostNames: HostNames, texts: BuildTexts): readonly string[] {
  const { tag, kickoff, version, revision, builtAtMs, services, missing, notSeen } = release
  return [
    tag,
    kickoff?.date ?? '-',
    version ?? '-',
    revision?.slice(0, 7) ?? '-',
    builtAtMs === null ? '-' : localTime(builtAtMs),
    texts.images(services.length, services.length + missing.length + notSeen.length),
    stateOf(release, hostNames, texts),
  ]
}

function stateOf(release: ReleaseOption, hostNames: HostNames, texts: BuildTexts): string {
  const { missing, otherPlatform, runsOn, ranHere, pullBytes } = release
  const places = runsOn.map(({ isOlder, ...place }) => {
    const name = `${hostNames.get(place.hostId) ?? ''}${place.slot}`
    return isOlder ? texts.olderOn(name) : name
  })
  const known = [
    missing.length === 0 ? '' : texts.missing(missing.join(', ')),
    otherPlatform.length === 0 ? '' : texts.otherPlatform(otherPlatform.join(', ')),
    places.length === 0 ? '' : texts.runsOn(places.join(', ')),
    places.length > 0 || ranHere === null ? '' : texts.ran[ranHere.outcome](localTime(ranHere.atMs)),
  ].filter((part) => part !== '')
  if (known.length > 0 || pullBytes === null) return known.join('; ')
  return pullBytes === 0 ? texts.onHost : texts.pull(formatMegabytes(pullBytes))
}

function sourceNotes(sources: readonly ReleaseSource[], texts: BuildTexts, { language }: CommandParts): string[] {
  return sources.flatMap(({ repository, through, state }) => {
    if (state.kind === 'listed') {
      return [
        through === null ? '' : texts.askedThrough(repository, through),
        state.isWhole ? '' : texts.notWhole(repository, state.tags),
      ]
    }
    if (state.kind !== 'failed') return []
    const { message, hint } = describeError(state.error, language)
    return [`${message} ${hint}`]
  })
}
