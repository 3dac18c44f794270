import type { hold as original } from '../en/hold'
import type { Translation } from '../texts'

/** See the English original. */
export const hold: Translation<typeof original> = {
  held: '배포 보류',
  who: '{{when}} 롤백: {{by}}',
  whoUnknown: '{{when}} 롤백',
  card: '롤백 뒤 배포 보류',
  cardText: '보류를 해제할 때까지 CI가 이 브랜치를 여기에 배포할 수 없습니다.',
  open: '보류 해제…',
  title: '{{place}} 배포 보류 해제',
  lead: 'CI가 {{slot}} 슬롯에 다시 배포할 수 있게 됩니다:',
  after: '해제해도 지금 배포되는 것은 없습니다. 브랜치의 다음 빌드부터 배포될 수 있습니다.',
  reason: '사유',
  reasonHint: '무엇이 나아졌는지',
  reasonHelp: '적지 않아도 됩니다. 내 이름으로 기록에 남습니다.',
  go: '보류 해제',
  lifting: '해제하는 중…',
  gone: '그사이 다른 사람이 해제했습니다. {{slot}} 슬롯에는 배포 보류가 없습니다.',
  cancel: '취소',
}
