import type { HealthTexts } from './health-texts'

/** See `HealthTexts`. */
export const healthTextsKo: HealthTexts = {
  head: (slot, from, until) => `${slot}, ${from} ~ ${until}`,
  legend: '▁ 통과  █ 실패  ▓ 시간 초과  ▄ 시작 중  · 알 수 없음',
  passedOf: (passed, total) => `${total}회 중 ${passed}회 통과`,
  noCheck: '정의된 검사 없음',
  noResults: '아직 결과 없음',
  probe: (path) => `GET ${path}`,
  events: '있었던 일:',
  why: (service) => `${service} 비정상 원인:`,
  since: (time) => `${time}부터`,
  atLeastSince: (time) => `${time} 또는 그 이전부터(확인되지 않은 구간)`,
  cameWith: (release) => `${release} 배포 이후 한 번도 정상인 적 없음`,
  deployment: (name, by, time) => `${time} ${by} 배포(${name})`,
  notByBerth: (release) => `${release} 실행 중(Berth로 배포하지 않음)`,
  lastFailed: (time, code) => `마지막으로 실패한 검사, ${time}${code}:`,
  errorLines: '로그의 마지막 오류:',
  lastLines: '로그의 마지막 줄:',
  more: (count) => `… 이전 ${count}건`,
}
