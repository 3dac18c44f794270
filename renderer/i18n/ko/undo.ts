import type { undo as original } from '../en/undo'
import type { Translation } from '../texts'

/** See the English original. */
export const undo: Translation<typeof original> = {
  undo: '실행 취소',
  byKey: '또는 {{key}}',
  putAway: '그대로 두기',
  undone: '되돌렸습니다.',
  done: {
    hostRemoved: '보드에서 제거했습니다: {{host}}',
    followed: '{{slot}}: 팔로우를 시작했습니다.',
    unfollowed: '{{slot}}: 팔로우를 해제했습니다.',
    reservationEnded: '{{slot}} 예약을 종료했습니다. 실행 취소하면 본인 이름으로 새로 예약합니다.',
    holdLifted: '{{slot}} 배포 보류를 해제했습니다. 실행 취소하면 본인 이름으로 다시 보류합니다.',
    filtersCleared: '검색과 필터를 지웠습니다.',
    noticeDismissed: '메시지를 닫았습니다.',
    settingChanged: '설정을 변경했습니다.',
    targetRemoved: '더 이상 알리지 않습니다: {{name}}',
  },
}
