import { connectionErrors } from './connection-errors'
import { deployErrors } from './deploy-errors'
import type { ErrorEntry } from './error-entry'
import { gateErrors } from './gate-errors'
import { generalErrors } from './general-errors'
import { historyErrors } from './history-errors'
import { holdErrors } from './hold-errors'
import { hostErrors } from './host-errors'
import { interruptionErrors } from './interruption-errors'
import { ledgerErrors } from './ledger-errors'
import { logErrors } from './log-errors'
import { metricsErrors } from './metrics-errors'
import { noticeErrors } from './notice-errors'
import { probeErrors } from './probe-errors'
import { slotsFileErrors } from './slots-file-errors'
import { registryErrors } from './registry-errors'
import { releaseErrors } from './release-errors'
import { reservationErrors } from './reservation-errors'
import { sshErrors } from './ssh-errors'
import { switchOverErrors } from './switch-over-errors'
import { updateErrors } from './update-errors'

/**
 * Every error Berth can report, with what happened (message) and what to do (hint). Messages say what still works.
 * `retryable` means: the same call may succeed later by itself.
 */
export const errorCatalog = {
  ...generalErrors,
  ...historyErrors,
  ...holdErrors,
  ...hostErrors,
  ...sshErrors,
  ...connectionErrors,
  ...deployErrors,
  ...gateErrors,
  ...interruptionErrors,
  ...metricsErrors,
  ...noticeErrors,
  ...probeErrors,
  ...ledgerErrors,
  ...logErrors,
  ...slotsFileErrors,
  ...registryErrors,
  ...releaseErrors,
  ...reservationErrors,
  ...switchOverErrors,
  ...updateErrors,
} as const satisfies Record<string, ErrorEntry>

/** The codes of all errors; stable, for scripts that read `--json`. */
export type ErrorCode = keyof typeof errorCatalog
