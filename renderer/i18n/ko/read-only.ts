import type { readOnly as original } from '../en/read-only'
import type { Translation } from '../texts'

/** See the English original. */
export const readOnly: Translation<typeof original> = {
  lead: '보기만 할 수 있습니다.',
  all: '이 연결은 상태, 로그, 기록을 읽습니다. 그 밖의 요청은 호스트가 거부합니다. 슬롯에 킥오프를 올리려면 개발자에게 요청하십시오.',
  some: '해당 호스트: {{hosts}}. 그 슬롯에 킥오프를 올리려면 개발자에게 요청하십시오.',
  slot: '상태, 기록, 로그를 볼 수 있습니다. 배포, 롤백, 재시작, 예약은 변경 권한이 있는 사람만 할 수 있습니다: {{host}}',
  file: '슬롯 파일 게시는 변경 권한이 있는 사람만 할 수 있습니다: {{host}}',
  takeover: '이어서 진행, 복구, 잠금 해제는 변경 권한이 있는 사람만 할 수 있습니다: {{host}}',
  copy: '요청문 복사: {{slot}}',
  tag: '보기 전용',
  because: '이 호스트는 보기만 할 수 있습니다',
  open: '열기',
  history: '기록',
  request: {
    head: '요청: {{host}} / {{slot}}',
    wanted: '올릴 것: (브랜치 또는 버전)',
    purpose: '용도: (무엇을, 언제까지)',
    now: '현재: {{what}}',
    nothing: '없음',
    state: '상태: {{state}}',
    reserved: '예약: {{who}}, {{purpose}}',
    from: '요청자: {{person}}',
  },
}
