import type { Board } from '../domain/board'
import type { ErrorCode } from '../domain/error-catalog'
import type { DeploymentResult } from '../domain/deployment'

/** How the command line ends; documented in docs/command-line.md and never changed, as scripts rely on it. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  putBack: 4,
  unreachable: 5,
  down: 6,
  hostKeyRefused: 7,
  cancelled: 130,
} as const

/** One of `exitCodes`. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const { failed, usage, refused, unreachable, down, hostKeyRefused, cancelled } = exitCodes

/** The exit code of an error that ended a command. Every code of the catalog stands here: a new one doesn't compile without. */
const codesOfErrors = {
  internal: failed,
  cancelled,
  'bad-request': usage,
  'address-not-opened': failed,
  'engine-gone': failed,
  'settings-invalid': usage,
  'address-unsupported': usage,
  'address-with-password': usage,
  'context-unknown': usage,
  'context-unusable': unreachable,
  'host-name-unknown': unreachable,
  'plain-text-refused': unreachable,
  'not-tls': unreachable,
  'tls-needed': unreachable,
  'certificate-expired': unreachable,
  'certificate-not-yet-valid': unreachable,
  'certificate-wrong-name': unreachable,
  'certificate-unknown-authority': unreachable,
  'certificate-revoked': unreachable,
  'client-certificate-refused': unreachable,
  'client-certificate-expired': unreachable,
  'certificate-file-unreadable': unreachable,
  'certificate-key-locked': unreachable,
  'certificate-key-mismatch': unreachable,
  'streams-full': unreachable,
  'host-unknown': usage,
  'host-exists': usage,
  'socket-missing': unreachable,
  'permission-denied': unreachable,
  'not-docker': unreachable,
  'host-unreachable': unreachable,
  'engine-too-old': unreachable,
  'host-read-only': refused,
  'ssh-config-invalid': usage,
  'ssh-config-unsupported': usage,
  'ssh-config-unreadable': usage,
  'ssh-known-hosts-unusable': hostKeyRefused,
  'ssh-host-key-unknown': hostKeyRefused,
  'ssh-host-key-refused': hostKeyRefused,
  'ssh-host-key-changed': hostKeyRefused,
  'ssh-host-key-revoked': hostKeyRefused,
  'ssh-host-authority-unsupported': hostKeyRefused,
  'ssh-handshake-failed': unreachable,
  'ssh-login-refused': unreachable,
  'ssh-agent-keys-unusable': unreachable,
  'ssh-passphrase-missing': unreachable,
  'ssh-password-missing': unreachable,
  'ssh-key-passphrase-wrong': unreachable,
  'ssh-key-unreadable': unreachable,
  'ssh-key-needs-device': unreachable,
  'ssh-key-dsa': unreachable,
  'ssh-key-putty': unreachable,
  'ssh-key-certificate': unreachable,
  'ssh-jump-refused': unreachable,
  'ssh-forward-refused': unreachable,
  'ssh-forward-failed': unreachable,
  'docker-client-missing': unreachable,
  'docker-way-closed': unreachable,
  'docker-timeout': unreachable,
  'docker-refused': failed,
  'container-gone': failed,
  'file-too-large': failed,
  'slot-unknown': usage,
  'slot-ambiguous': usage,
  'slot-uncertain': unreachable,
  'service-unknown': usage,
  'service-scaled': refused,
  'slot-empty': refused,
  'auto-remove-container': refused,
  'container-half-made': refused,
  'shared-network': refused,
  'image-defaults-unknown': refused,
  'tag-invalid': usage,
  'image-not-found': usage,
  'registry-refused': failed,
  'registry-unreachable': failed,
  'credentials-unusable': failed,
  'registry-login-needed': failed,
  'typed-login-refused': failed,
  'registry-forbidden': failed,
  'repository-unknown': failed,
  'registry-rate-limited': failed,
  'registry-failing': failed,
  'registry-not-reached': failed,
  'registry-not-trusted': failed,
  'registry-not-tls': failed,
  'registry-answer-invalid': failed,
  'registry-led-astray': failed,
  'registry-content-changed': failed,
  'manifest-unsupported': failed,
  'platform-mismatch': refused,
  'pull-failed': failed,
  'slot-locked': refused,
  'lock-lost': refused,
  'plan-outdated': refused,
  'not-interrupted': refused,
  'deployment-interrupted': down,
  'intent-unknown': refused,
  'finishing-begun': refused,
  'old-container-gone': refused,
  'image-gone': refused,
  'slot-not-as-left': refused,
  'slot-changed-meanwhile': refused,
  'cancel-too-late': failed,
  'confirmation-needed': usage,
  'gate-failed': failed,
  'gate-exited': failed,
  'gate-restarting': failed,
  'gate-out-of-memory': failed,
  'gate-too-late': failed,
  'gate-container-gone': failed,
  'probe-without-port': failed,
  'probe-unreachable': failed,
  'start-failed': failed,
  'port-taken': failed,
  'port-in-use': failed,
  'port-stuck': failed,
  'verify-failed': failed,
  'put-back-failed': down,
  'put-back-left': down,
  'put-back-lost': down,
  'deployment-unknown': failed,
  'release-unknown': usage,
  'build-unknown': usage,
  'build-ambiguous': usage,
  'release-none': refused,
  'release-incomplete': refused,
  'proxy-missing': refused,
  'proxy-stopped': refused,
  'proxy-file-not-mounted': refused,
  'proxy-file-mounted-alone': refused,
  'proxy-file-read-only': refused,
  'proxy-target-missing': refused,
  'proxy-test-failed': failed,
  'proxy-reload-failed': failed,
  'slot-reserved': refused,
  'slot-held': refused,
  'reservation-gone': refused,
  'reservation-time-invalid': usage,
  'ledger-record-too-large': refused,
  'private-too-large': refused,
  'ledger-name-taken': failed,
  'ledger-busy': failed,
  'ledger-write-lost': failed,
  'history-unknown': usage,
  'last-log-gone': failed,
  'export-failed': failed,
  'slots-file-outdated': refused,
  'slots-file-unchecked': refused,
  'slots-file-faulty': usage,
  'slots-file-gone': usage,
  'slots-file-invalid': refused,
  'network-missing': refused,
  'volume-missing': refused,
  'log-view-unknown': failed,
  'log-views-full': failed,
  'log-unreadable': failed,
  'save-failed': failed,
  'metrics-views-full': failed,
  'pattern-refused': usage,
  'pattern-faulty': usage,
  'pattern-part-refused': usage,
  'pattern-too-large': usage,
  'pattern-engine-missing': failed,
  'notice-template-invalid': usage,
  'notice-target-unknown': usage,
  'notice-targets-full': usage,
  'notice-secret-missing': usage,
  'notice-address-invalid': usage,
  'notice-refused': failed,
  'notice-failing': failed,
  'notice-unreachable': failed,
  'notice-timeout': failed,
  'notice-redirected': failed,
} as const satisfies Record<ErrorCode, ExitCode>

/** See `codesOfErrors`. */
export function exitCodeOfError(code: ErrorCode): ExitCode {
  return codesOfErrors[code]
}

/** The exit code of a look at all hosts: a host that may be another than it says counts before one that is silent. */
export function exitCodeOfHosts({ hosts }: Board): ExitCode {
  const connections = hosts.map(({ host }) => host.connection)
  const isRefused = connections.some(
    (one) => one.kind === 'unreachable' && exitCodeOfError(one.error.code) === hostKeyRefused,
  )
  if (isRefused) return hostKeyRefused
  return connections.every(({ kind }) => kind === 'connected') ? exitCodes.done : unreachable
}

/** The exit code of a deployment that ended. */
export function exitCodeOfResult(result: DeploymentResult): ExitCode {
  switch (result.kind) {
    case 'succeeded':
      return exitCodes.done
    case 'refused':
      return exitCodeOfError(result.error.code)
    case 'put-back':
      return exitCodes.putBack
    case 'cancelled':
      return exitCodes.cancelled
    case 'down':
      return exitCodes.down
  }
}
