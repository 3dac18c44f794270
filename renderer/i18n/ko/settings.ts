import type { settings as original } from '../en/settings'
import type { Translation } from '../texts'

/** See the English original. */
export const settings: Translation<typeof original> = {
  title: '설정',
  general: '일반',
  saved: '바꾸면 바로 저장됩니다',
  name: '다른 사람에게 보이는 이름',
  nameHelp: '내가 배포한 것에 표시됩니다. 비워 두면 이 컴퓨터의 사용자 이름을 씁니다.',
  language: '언어',
  theme: '테마',
  system: '시스템 설정',
  light: '밝게',
  dark: '어둡게',
  kickoffs: '킥오프',
  pattern: '태그 패턴',
  patternHelp:
    '태그 전체에 적용되는 정규식입니다. (?<summary>…) 그룹이 필요하고, (?<date>…)에는 YYMMDD나 YYYYMMDD가 옵니다.',
  reset: '기본값 사용',
  problem: '고칠 때까지 이전 패턴을 그대로 씁니다.',
  noSummary: '(?<summary>…) 그룹이 없습니다.',
  empty: '패턴이 필요합니다.',
  invalid: '정규식이 아닙니다: {{reason}}',
  working: '올바른 예: {{pattern}} (맞는 태그: {{example}})',
  matchesNone_other: '실행 중인 태그 {{count}}개 중 이 패턴에 맞는 것이 없습니다.',
  wouldMatch: '맞는 태그의 예: {{example}}',
  noExample: '이 패턴에 맞는 태그의 예를 찾지 못했습니다.',
  example: '읽은 결과',
  tag: '태그',
  date: '날짜',
  summary: '요약',
  noMatch: '킥오프 아님',
  noDate: '날짜 없음',
  fromBoard: '내 슬롯의 태그',
  sample: '예시',
  logs: '로그',
  logMemory: '열린 로그의 메모리',
  logMemoryHelp:
    '열려 있는 모든 로그가 함께 쓰는 양입니다. 다 차면 가장 오래된 줄부터 버리고, 버린 줄 수를 표시합니다. 줄이면 바로 적용됩니다.',
  logMemoryProblem: '{{least}}에서 {{most}} 사이의 정수가 필요합니다.',
  logMemoryStays: '고칠 때까지 이전 값을 그대로 씁니다.',
  fileProblem: '설정 파일이 적용되지 않았습니다.',
}
