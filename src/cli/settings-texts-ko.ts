import type { SettingsTexts } from './settings-texts'

/** See `SettingsTexts`. */
export const settingsTextsKo: SettingsTexts = {
  severalHosts: (names) => `호스트가 여럿입니다. 다음 중 하나를 지정하십시오: ${names}`,
  warning: '주의',
  fine: (file, services) => `${file}: 오류 없음, 서비스 ${services}개.`,
  notCompared: (reason) => `파일만 확인했고 게시된 내용과는 비교하지 못했습니다. ${reason}`,
  faulty: (file, count) => `${file}: 오류 ${count}건. 게시하지 않았습니다.`,
  nothingPublished: (host) => `${host} 호스트에 게시된 슬롯 파일이 없습니다.`,
  first: (host) => `${host} 호스트의 첫 슬롯 파일`,
  against: (host, version) => `${host} 호스트의 r${version} 버전과 비교`,
  sameAsPublished: '게시된 파일과 같습니다. 아무것도 하지 않았습니다.',
  question: '게시하시겠습니까? [y/N] ',
  published: (version, host) => `${host} 호스트에 r${version} 버전으로 게시했습니다.`,
  slotKinds: { unchanged: '그대로', changed: '바뀜', added: '추가', removed: '파일에서 빠짐' },
  elsewhere: (slot, host) => `${slot}  ${host} 호스트의 슬롯`,
  contentGone: (version) => `r${version} 버전의 내용이 호스트에 남아 있지 않습니다.`,
  head: ['버전', '게시 시각', '사람', '슬롯', '설명'],
}
