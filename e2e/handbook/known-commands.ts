/**
 * How the handbook's commands are run, by the first pattern that matches `PAGE: LINE`. A command that none matches fails the
 * test.
 * - `page`: the whole page's blocks are run by that test, as they stand.
 * - `npm`: a script of package.json, which CI itself runs.
 * - `berth`: by the built command line on a real engine; ends with `code`.
 * - `follow`: the same, ended by Ctrl-C once it has printed something.
 * - `elsewhere`: it needs another kind of host; parsed here, and run by that test.
 */
export type Way =
  | { readonly kind: 'page' | 'elsewhere'; readonly test: string }
  | { readonly kind: 'npm' | 'follow' | 'shell' }
  | { readonly kind: 'berth'; readonly code: number }

const hostsTest = 'src/cli/hosts.engine.test.ts'
const sshTest = 'src/cli/hosts-ssh.engine.test.ts'

/** See `Way`. */
export const knownCommands: readonly (readonly [RegExp, Way])[] = [
  [/^docs\/recovery\.md:/, { kind: 'page', test: 'e2e/handbook/recovery.engine.test.ts' }],
  [/^docs\/how-a-deployment-proceeds\.md: docker/, { kind: 'page', test: 'src/engine/deploy/by-hand.engine.test.ts' }],
  [/^docs\/ledger\.md: docker/, { kind: 'page', test: 'e2e/handbook/commands.engine.test.ts' }],
  [/^docs\/blue-green\.md: docker/, { kind: 'page', test: 'e2e/handbook/commands.engine.test.ts' }],
  [/^docs\/read-only\.md: sudo/, { kind: 'page', test: 'e2e/read-only/read-only-service.engine.test.ts' }],
  [/: npm /, { kind: 'npm' }],
  [/: ssh-keygen /, { kind: 'shell' }],
  [/--tls-|--accept-plain-text/, { kind: 'elsewhere', test: hostsTest }],
  [/--jump /, { kind: 'elsewhere', test: sshTest }],
  [/: pass show .* --secret-fd 0/, { kind: 'elsewhere', test: sshTest }],
  [/: berth logs .* -f\b/, { kind: 'follow' }],
  [/: berth /, { kind: 'berth', code: 0 }],
]

/** What stands for something of the reader's, and what it is here; see `fillIn`. */
export type Stand = {
  readonly address: string
  readonly otherAddress: string
  readonly secrets: string
  readonly webhook: string
  readonly publicKey: string
}

/** A page's line as it is run. */
export function fillIn(line: string, stand: Stand): string {
  const filled = line
    .replaceAll('ssh://deploy@seoul-1', stand.otherAddress)
    .replaceAll('unix:///var/run/docker.sock', stand.address)
    .replaceAll('/run/secrets', stand.secrets)
    .replaceAll('https://ci.example.com/hooks/berth', stand.webhook)
    .replaceAll('/etc/ssh/ssh_host_ed25519_key.pub', stand.publicKey)
    .replaceAll('kickoff-240603-search', 'kickoff-240603-payment')
    .replaceAll('9f3c2ab', '5f1c2ab')
    .replace('--to 12 ', '--to 2 ')
    .replace('--version 3', '--version 1')
    .replace('rename 서울 seoul-1', 'rename 서울 seoul-9')
  // CI has no terminal that asks.
  return /^berth (?:deploy|rollback|stop|start|restart|repair) /.test(filled) && !/--(?:yes|plan|list)\b/.test(filled)
    ? `${filled} --yes`
    : filled
}
