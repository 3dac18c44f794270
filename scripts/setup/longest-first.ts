import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes; begun last, each would keep the whole suite waiting for itself alone. */
const longest = [
  'ssh-deployments',
  'takeover',
  'interruptions',
  'faults',
  'cli/cli.',
  'deploy/deploy.',
  'switch-over',
  'watch/watch.',
  'ssh-reconnects',
  'ssh-asleep',
  'ssh-daemon-restart',
  'ssh-breaks',
  'deploy-breaks',
  'ledger-access',
]

/** The order of the engine suite's files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((part) => moduleId.includes(part))
      return place < 0 ? longest.length : place
    }
    const sorted = await super.sort(files)
    return sorted.sort((a, b) => rank(a) - rank(b))
  }
}
