import type { states as original } from '../en/states'
import type { Translation } from '../texts'

/** See the English original. */
export const states: Translation<typeof original> = {
  healthy: '정상',
  running: '실행 중 · 검사 없음',
  starting: '시작 중',
  deploying: '배포 중',
  'rolling-back': '롤백 중',
  puttingBack: '되돌리는 중',
  stopping: '중지하는 중',
  restarting: '재시작 중',
  pulling: '받는 중',
  pulled: '받음',
  waiting: '대기',
  switching: '교체 중',
  done: '완료',
  unhealthy: '비정상',
  failed: '배포 실패',
  locked: '잠김',
  interrupted: '중단됨',
  mixed: '브랜치 섞임',
  paused: '일시 정지',
  stopped: '중지됨',
  empty: '비어 있음',
  'not-run': '실행 안 함',
  unchanged: '그대로',
  connecting: '연결 중',
  connected: '연결됨',
  unreachable: '연결 안 됨',
  was: '마지막: {{state}}',
  inProgress: '진행 중',
}
