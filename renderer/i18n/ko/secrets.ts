import type { secrets as original } from '../en/secrets'
import type { Translation } from '../texts'

/** See the English original. */
export const secrets: Translation<typeof original> = {
  passphrase: { title: '키가 잠겨 있습니다', lead: '키 파일의 암호를 입력하십시오: {{file}}', label: '암호' },
  password: { title: '로그인: {{host}}', lead: '{{host}} 서버의 사용자 {{user}} 비밀번호입니다.', label: '비밀번호' },
  answer: { title: '질문: {{host}}', lead: '호스트가 직접 묻는 내용입니다. 사용자: {{user}}', empty: '답' },
  retry: '마지막 입력이 맞지 않습니다.',
  keepKeyring: '이 컴퓨터의 키링에 보관',
  keepPlain: '이 컴퓨터에 보관(거의 보호되지 않음)',
  plainMeans: '이 시스템에는 키링이 없습니다. 내 파일을 읽을 수 있는 사람은 이 값도 읽을 수 있습니다.',
  cannotKeep: '이 시스템에는 안전하게 보관할 수 없습니다. 다음에 시작하면 다시 묻습니다.',
  untilClosed: '보관하지 않아도 Berth를 닫을 때까지는 다시 묻지 않습니다.',
  give: '계속',
  decline: '나중에',
}
