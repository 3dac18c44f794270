import type { CaseResult } from './fault-case'
import { gapOf, knownReasons, neededHand } from './known-gaps'

/** The changes of a deployment of three services, by strategy. */
export type RecordedSteps = Readonly<Record<'recreate' | 'blue-green', readonly string[]>>

/** The results as a page of docs. */
export function faultPage(
  results: readonly CaseResult[],
  steps: RecordedSteps,
  { planned, share }: { readonly planned: number; readonly share: number },
): string {
  const held = results.filter(({ fault }) => fault === null).length
  const families = [...new Set(results.map(({ family }) => family))]
  const gaps = [
    ...new Set(results.flatMap((result) => (result.fault === null ? [] : [gapOf(result) ?? unknown(result)]))),
  ]
  return `${[
    '# What a deployment survives',
    '',
    `Written by \`npm run test:faults\`: ${String(results.length)} faults on real engines (Docker 20.10), ${String(held)} of them as wanted. A process of its own deploys three services through a proxy that strikes at one change. Then the same judgement for each: of every service the old or the new container is there and can be started (after a prune: is made again); the data in the volumes are whole; somebody else ends the interruption; the old or the new version answers over HTTP; the next deployment works; nothing is left over.`,
    '',
    ...(results.length === planned
      ? []
      : [`**Not all of them yet:** ${String(results.length)} of ${String(planned)} were tried.`, '']),
    ...(share === 1
      ? []
      : [
          `**Not all of them:** this was a run of one fault in ${String(share)}, drawn by lot (\`BERTH_FAULT_SHARE\`).`,
          '',
        ]),
    'By the strategy recreate, and where a family says so by blue-green: with a published slots file and a real nginx in front, which has to lead to what serves in the end.',
    '',
    '`npm test` runs a part of them by a seed, which it prints: that of the sources as they are committed, or `BERTH_FAULT_SEED`. `BERTH_FAULT_ONLY=PATTERN npm run test:faults` tries those alone whose family and name match.',
    '',
    ...stepList('recreate', steps),
    ...stepList('blue-green', steps),
    '## In short',
    '',
    '| fault | tried | as wanted | the old version served | the new one | some of each |',
    '| --- | --- | --- | --- | --- | --- |',
    ...families.map((family) =>
      summaryRow(
        family,
        results.filter((result) => result.family === family),
      ),
    ),
    '',
    '## What does not hold',
    '',
    'Known from all runs, whether this one tried it or not:',
    '',
    ...[...knownReasons, ...gaps.filter((gap) => !knownReasons.includes(gap))].map((gap) => `- ${gap}`),
    '',
    '## What needs a hand more',
    '',
    `- ${neededHand} In this run: ${String(results.filter(({ dockerRestarted }) => dockerRestarted === true).length)} times.`,
    '',
    ...families.flatMap((family) =>
      familyTable(
        family,
        results.filter((result) => result.family === family),
      ),
    ),
  ].join('\n')}\n`
}

function stepList(strategy: keyof RecordedSteps, steps: RecordedSteps): readonly string[] {
  if (steps[strategy].length === 0) return []
  const lines = steps[strategy].map((step, index) => `${String(index + 1)}. ${step}`)
  return [`## The changes of a deployment of three services by ${strategy}`, '', ...lines, '']
}

function unknown({ family, name, fault }: CaseResult): string {
  return `${family}, ${name}: ${cell(fault ?? '')}`
}

function summaryRow(family: string, results: readonly CaseResult[]): string {
  const count = (served: string): string => String(results.filter((result) => result.served === served).length)
  const held = results.filter(({ fault }) => fault === null).length
  const cells = [family, String(results.length), String(held), count('old'), count('new'), count('old and new')]
  return `| ${cells.join(' | ')} |`
}

function familyTable(family: string, results: readonly CaseResult[]): readonly string[] {
  return [
    `## ${family.charAt(0).toUpperCase()}${family.slice(1)}`,
    '',
    '| at | the deployment said | ended by | serves | |',
    '| --- | --- | --- | --- | --- |',
    ...results.map(({ name, said, ending, served, dockerRestarted, fault }) => {
      const holds = dockerRestarted === true ? 'holds, once Docker was restarted' : 'holds'
      const cells = [name, said, ending.replace('-', ' '), served, fault === null ? holds : cell(fault)]
      return `| ${cells.join(' | ')} |`
    }),
    '',
  ]
}

function cell(text: string): string {
  return text
    .replace(/[0-9a-f]{64}/g, (id) => id.slice(0, 12))
    .replace(/\s+/g, ' ')
    .replaceAll('|', '/')
    .slice(0, 160)
}
