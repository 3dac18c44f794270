import type { BuildTexts } from './build-texts'

/** See `BuildTexts`. */
export const buildTextsKo: BuildTexts = {
  head: ['태그', '킥오프', '버전', '리비전', '빌드', '이미지', ''],
  images: (have, all) => `${all}개 중 ${have}개`,
  missing: (services) => `${services} 이미지 없음`,
  otherPlatform: (services) => `${services}: 다른 플랫폼용`,
  runsOn: (places) => `실행 중: ${places}`,
  olderOn: (place) => `${place}(이전 빌드)`,
  ran: {
    succeeded: (when) => `이 슬롯에서 실행(${when})`,
    failed: (when) => `이 슬롯에서 실패(${when})`,
    cancelled: (when) => `이 슬롯에서 취소(${when})`,
    interrupted: (when) => `이 슬롯에서 중단(${when})`,
  },
  onHost: '호스트에 있음',
  pull: (size) => `${size} 받기`,
  nothing: (slot) => `${slot}에 배포할 수 있는 빌드가 없습니다.`,
  more: (count) => `${count}개 더 있습니다. --limit 또는 --all 옵션으로 볼 수 있습니다.`,
  askedThrough: (repository, host) => `${repository}: ${host} 호스트를 거쳐 조회했습니다.`,
  notWhole: (repository, tags) => `태그가 ${tags}개보다 많아 일부만 보입니다(${repository}).`,
  kickoffs: {
    refused: {
      faulty: (pattern) => `슬롯 파일의 패턴이 정규식이 아니어서 내 설정의 패턴을 씁니다: ${pattern}`,
      'no-summary': (pattern) => `슬롯 파일의 패턴에 (?<summary>…) 그룹이 없어 내 설정의 패턴을 씁니다: ${pattern}`,
      'too-slow': (pattern) => `슬롯 파일의 패턴으로 태그를 읽는 데 너무 오래 걸려 내 설정의 패턴을 씁니다: ${pattern}`,
    },
    none: {
      'slots-file': (pattern) => `슬롯 파일의 패턴에 맞는 킥오프 태그가 없습니다: ${pattern}`,
      settings: (pattern) => `내 설정의 패턴에 맞는 킥오프 태그가 없습니다: ${pattern}`,
    },
    example: (tag) => `맞는 태그의 예: ${tag}`,
    noExample: '이 패턴에 맞는 태그의 예를 찾지 못했습니다.',
  },
  compare: {
    heading: '무엇에서 무엇으로:',
    built: (from, to) => `빌드 ${from} → ${to}`,
    olderBuild: '지금 실행 중인 것보다 이전 빌드',
    pull: (size) => `최대 ${size} 받기`,
    settings: (names) => `설정: ${names}`,
    otherSettings: '슬롯 파일의 다른 설정이 바뀝니다',
    settingsUnknown: '이전 이미지가 호스트에 없어 어떤 설정이 바뀌는지 알 수 없습니다',
    imageDefaults: (names) => `이미지 기본값: ${names}`,
  },
  where: {
    head: ['슬롯', '브랜치 또는 태그', '버전', '리비전', '상태'],
    nowhere: (text) => `실행 중인 슬롯이 없습니다: ${text}`,
    only: (services) => `${services}만`,
  },
  help: {
    releases: '슬롯에 배포할 수 있는 빌드를 최근 킥오프부터 보여 줍니다',
    find: '이름, 날짜, 버전, 리비전에 이 단어가 모두 있는 빌드만',
    limit: '빌드 개수(기본 20)',
    all: '모든 빌드',
    where: '브랜치, 플랫폼 버전, 리비전이 실행 중인 슬롯을 찾습니다',
    whereText: '브랜치나 요약, 버전, 또는 리비전 앞 7자리 이상',
    branch: '배포할 브랜치. 전체 이름이나 요약',
    platform: '배포할 플랫폼 버전. 가장 최근 빌드를 씁니다',
    revision: '배포할 리비전. 앞 7자리 이상',
  },
  oneOfFour: '--tag, --branch, --platform, --revision 중 하나가 필요합니다',
}
