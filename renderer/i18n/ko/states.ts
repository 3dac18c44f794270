import { slotWords } from '../../../src/domain/slot-words'
import type { states as original } from '../en/states'
import type { Translation } from '../texts'

/** See the English original. */
export const states: Translation<typeof original> = {
  ...slotWords.ko,
  pulling: '받는 중',
  pulled: '받음',
  waiting: '대기',
  switching: '교체 중',
  done: '완료',
  failed: '배포 실패',
  mixed: '브랜치 섞임',
  drift: '변경됨',
  paused: '일시 정지',
  'not-run': '실행 안 함',
  unchanged: '그대로',
  connected: '연결됨',
  was: '마지막: {{state}}',
  inProgress: '진행 중',
}
