import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes; begun last, each would keep the whole suite waiting for itself alone. */
const longest = [
  'cli/takeover',
  'faults/faults',
  'handbook/commands',
  'interruptions',
  'cli/cli.',
  'deploy/deploy.',
  'switch-over',
  'ssh-reconnects',
  'cli/commands',
  'cli/held',
  'create-engine',
  'deploy-breaks',
  'ssh-asleep',
  'many-logs',
  'ssh-deployments',
  'logs/logs.',
  'stray-watch',
  'ledger-access',
  'watch/watch.',
  'ssh-daemon-restart',
  'docker-client',
  'cli/hosts.',
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
