import type { StatsTexts } from './stats-texts'

/** See `StatsTexts`. */
export const statsTextsKo: StatsTexts = {
  head: ['서비스', 'CPU', '메모리', '네트워크 수신 / 송신', '디스크 읽기 / 쓰기'],
  cpu: (percent, cores) => `${percent} (코어 ${cores}개 중)`,
  memory: (used, limit) => `${used} / ${limit}`,
  noLimit: (used) => `${used}, 한도 없음`,
  network: (received, sent) => `${received} / ${sent}`,
  disk: (read, written) => `${read} / ${written}`,
  notRunning: '실행 중 아님',
  notKnown: '알 수 없음',
  measuring: '측정 중',
  noServices: '이 슬롯에 서비스가 없습니다.',
}
