import type { registries as original } from '../en/registries'
import type { Translation } from '../texts'

/** See the English original. */
export const registries: Translation<typeof original> = {
  title: '레지스트리',
  lead: '빌드와 태그를 조회하고 이미지를 받을 때 사용',
  none: '슬롯의 이미지 중 레지스트리에서 온 것이 없습니다.',
  head: { registry: '레지스트리', login: '로그인', answer: '마지막 응답', actions: '작업' },
  docker: {
    nobody: '없음',
    config: 'Docker config.json',
    helper: 'Docker 도우미 {{helper}}',
    unusable: 'Docker 로그인을 읽을 수 없음',
  },
  typed: '{{user}}, 직접 입력',
  instead: 'Docker 로그인 대신 사용',
  keptSince: '{{date}}부터 보관',
  untilClosed: 'Berth를 닫을 때까지',
  outcome: { reached: '응답함', refused: '거부함', 'not-reached': '연결 안 됨', failing: '오류' },
  notAsked: '아직 요청하지 않음',
  signIn: '로그인…',
  signInTo: '{{registry}} 로그인…',
  change: '변경…',
  changeAt: '{{registry}} 로그인 변경…',
  forget: '삭제',
  forgetAt: '{{registry}} 로그인 삭제',
  tryNow: '테스트',
  tryAt: '{{registry}} 테스트',
  trying: '테스트하는 중입니다.',
  dialogTitle: '{{registry}} 로그인',
  dialogLead:
    '이 레지스트리와 그 토큰 서버, 그리고 여기서 이미지를 받는 호스트의 Docker에만 전달됩니다. Docker에 저장된 로그인은 바뀌지 않습니다.',
  user: '사용자 이름',
  secret: '비밀번호 또는 토큰',
  refused: '레지스트리에서 이 로그인을 거부했습니다.',
  give: '로그인',
  cancel: '취소',
}
