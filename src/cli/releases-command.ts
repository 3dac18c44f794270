import type { KeptRelease } from '../contract/kept-release'
import type { CliRequestOf } from './cli-request'
import type { CliTexts } from './cli-texts'
import { cliTextsOf } from './cli-texts-of'
import { type CommandParts, writeJson } from './command-parts'
import { type ExitCode, exitCodes } from './exit-codes'
import { findSlot } from './find-slot'
import { localTime } from './local-time'
import { alignColumns, fitLines } from './text-width'

/** Lists what a slot can be rolled back to, newest first, with what runs now and what failed in between. */
export async function listReleases(
  request: CliRequestOf<'kept-releases'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { hostId, slot, label } = findSlot(parts.session.board(), request.slot, false)
  const list = await parts.session.request('list-kept-releases', { hostId, slot }, signal)
  if (request.json) {
    await writeJson(parts, { slot, releases: list.releases.map(releaseJson), diskBytes: list.diskBytes })
    return exitCodes.done
  }
  const texts = cliTextsOf(parts.language).ledger.releases
  const { results } = parts.output
  const table = alignColumns([[...texts.head], ...list.releases.map((release) => releaseRow(release, texts))])
  const lines = list.releases.length === 0 ? [texts.nothing(label)] : fitLines(table, results.width())
  await results.write(`${lines.join('\n')}\n`)
  if (list.diskBytes > 0) await parts.output.progress.write(`${texts.disk((list.diskBytes / 1e6).toFixed(1))}\n`)
  return exitCodes.done
}

function releaseRow(release: KeptRelease, texts: CliTexts['ledger']['releases']): readonly string[] {
  const { number, releaseId, name, by, deployedAtMs } = release
  const version = [name.version ?? '', name.revision?.slice(0, 7) ?? ''].filter((part) => part !== '').join(' ')
  return [
    number === null ? '-' : `#${number}`,
    releaseId,
    name.kickoff?.branch ?? name.tag ?? '-',
    version === '' ? '-' : version,
    by === '' ? '-' : by,
    localTime(deployedAtMs),
    stateOf(release, texts),
  ]
}

function stateOf({ standing, availability }: KeptRelease, texts: CliTexts['ledger']['releases']): string {
  if (standing === 'current') return texts.current
  if (standing === 'never-served') return texts.neverServed
  switch (availability) {
    case 'instant':
      return texts.instant
    case 'needs-pull':
      return texts.needsPull
    case 'gone':
      return texts.gone
  }
}

function releaseJson({ deployedAtMs, ranMs, ...release }: KeptRelease): Readonly<Record<string, unknown>> {
  const deployedAt = new Date(deployedAtMs).toISOString()
  return { ...release, deployedAt, ranSeconds: ranMs === null ? null : Math.round(ranMs / 1_000) }
}
