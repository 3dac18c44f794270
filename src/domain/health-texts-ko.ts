import type { HealthTexts } from './health-texts'
import { memorySize } from './memory-size'

/** See `HealthTexts`. */
export const healthTextsKo: HealthTexts = {
  note: {
    replaced: ({ release }) => (release === '' ? '다른 컨테이너로 교체됨' : `다른 컨테이너로 교체됨: ${release}`),
    restarted: ({ times }) => (times > 1 ? `${times}회 재시작됨` : times === 1 ? '자동으로 재시작됨' : '시작됨'),
    exited: ({ exitCode, outOfMemory, limitBytes }) => (outOfMemory ? killed(limitBytes) : ended(exitCode)),
    'process-killed': ({ limitBytes }) => `컨테이너 안의 프로세스 하나를 ${killed(limitBytes)}. 컨테이너는 계속 실행됨`,
    healthy: () => '정상',
    unhealthy: () => '비정상: 상태 검사 실패',
  },
  cause: {
    'check-failing': ({ failures }) =>
      failures === 1 ? '상태 검사에 실패했습니다' : `상태 검사에 연속 ${failures}회 실패했습니다`,
    'probe-failing': ({ failures }) =>
      failures === 1 ? 'HTTP 검사에 실패했습니다' : `HTTP 검사에 연속 ${failures}회 실패했습니다`,
    'out-of-memory': ({ limitBytes, exits }) => `${killed(limitBytes)}${counted(exits)}`,
    'keeps-exiting': ({ exitCode, exits }) => `계속 종료됩니다: ${ended(exitCode)}${counted(exits)}`,
    exited: ({ exitCode }) => ended(exitCode),
    'not-started': ({ error }) => `Docker가 시작하지 못했습니다: ${error}`,
  },
}

function killed(limitBytes: number | null): string {
  return limitBytes === null
    ? '호스트 메모리 부족으로 커널이 종료시킴'
    : `메모리 한도 ${memorySize(limitBytes)} 초과로 커널이 종료시킴`
}

function counted(exits: number): string {
  return exits > 1 ? `(${exits}회)` : ''
}

/** See the English. */
const endings: Readonly<Record<number, string>> = {
  0: '오류 없이 스스로 종료됨(종료 코드 0)',
  126: '명령을 실행할 권한이 없어 종료됨(종료 코드 126)',
  127: '명령을 찾을 수 없어 종료됨(종료 코드 127)',
  130: '중단되어 종료됨(종료 코드 130)',
  134: '스스로 비정상 종료함(종료 코드 134)',
  137: '제때 끝나지 않아 강제 종료됨(종료 코드 137)',
  139: '메모리 오류로 비정상 종료됨(종료 코드 139)',
  143: '요청을 받고 종료됨(종료 코드 143)',
}

function ended(exitCode: number | null): string {
  if (exitCode === null) return '종료됨(종료 코드 알 수 없음)'
  const signal = exitCode > 128 ? `시그널 ${exitCode - 128} 종료(종료 코드 ${exitCode})` : null
  return endings[exitCode] ?? signal ?? `오류로 종료됨(종료 코드 ${exitCode})`
}
