import { errorEntry as entry } from './error-entry'

/** Errors of slots that are held after a rollback. */
export const holdErrors = {
  'slot-held': entry(
    false,
    [
      '{slot} was rolled back from {held} by {by} and is held: {tag} is not deployed there.',
      'Nothing was changed. Ask {by}. To deploy it knowingly, lift the hold first (berth lift {slot}), or deploy with --lift-hold REASON.',
    ],
    [
      '{slot} 배포 보류: {by} 님이 {held} 버전을 롤백했습니다. {tag} 배포는 거부되었습니다.',
      '변경된 것은 없습니다. {by} 님에게 물어보십시오. 알고 배포하려면 먼저 보류를 해제하거나(berth lift {slot}) --lift-hold REASON을 붙이십시오.',
    ],
  ),
} as const
