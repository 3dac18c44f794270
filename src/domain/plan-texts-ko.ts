import { imageWords, seconds } from './plan-words'
import type { PlanTexts } from './plan-texts'

const insteadKo = {
  asked: '요청한 방식입니다',
  'nothing-runs': '그동안 서비스할 컨테이너가 없습니다',
  'no-proxy': '프록시가 호스트에 없습니다',
  'proxy-stopped': '프록시가 실행 중이 아닙니다',
  'foreign-color': '이전 컨테이너가 어느 변수 묶음을 쓰는지 알 수 없습니다',
  'rolled-back': '릴리스에 두 변수 묶음이 없습니다',
  'not-set-up': '슬롯 파일에 블루-그린 설정이 없습니다',
} as const

/** See `PlanTexts`. */
export const planTextsKo: PlanTexts = {
  deployTitle: (slot, tag) => `${slot} 배포: ${tag}`,
  rollbackTitle: (slot, to) => `${slot} → ${to} 롤백`,
  stopTitle: (slot) => `${slot} 중지`,
  startTitle: (slot) => `${slot} 시작`,
  restartTitle: (slot) => `${slot} 다시 시작`,
  repairTitle: (slot) => `${slot} 프록시 바로잡기`,
  change: {
    replace: ({ from, to }) => `${imageWords(from)} → ${imageWords(to)}`,
    create: ({ to }) => `새로 만듦: ${imageWords(to)}`,
    unchanged: ({ image }) => `${imageWords(image)}, 그대로`,
    'no-image': ({ image }) => `${imageWords(image)}, 유지: 이 태그의 이미지 없음`,
    'not-selected': ({ image }) => `${imageWords(image)}, 선택 안 함`,
    'not-in-source': ({ image, source }) =>
      `${imageWords(image)}, 그대로: ${source === 'file' ? '슬롯 파일' : '릴리스'}에 없음`,
    stop: ({ image }) => `${imageWords(image)}, 중지`,
    start: ({ image }) => `${imageWords(image)}, 시작`,
    restart: ({ image }) => `${imageWords(image)}, 다시 시작`,
    'lead-back': ({ image, proxy, leads, should }) =>
      `${imageWords(image)}, 그대로; 프록시 ${proxy}: ${leads === '' ? '연결 없음' : leads} → ${should}`,
  },
  down: (downtimeMs, isMeasured) => {
    if (downtimeMs === null) return '중단 시간 알 수 없음'
    if (downtimeMs === 0) return ''
    return `약 ${seconds(downtimeMs)}초 중단${isMeasured ? '(최근 측정)' : ''}`
  },
  blueGreen: (color) => `블루-그린${color === null ? '' : `(${color})`}`,
  stepsHeading: '단계',
  warningsHeading: '확인 전에 볼 것',
  willBeHeld: (slot, tags) =>
    `${slot} 배포 보류: 보류를 해제할 때까지(berth lift ${slot}) CI가 다시 배포할 수 없습니다. 대상: ${tags}`,
  step: {
    pull: ({ reference }) => `받기 ${reference}`,
    lock: () => '슬롯 잠금',
    record: () => '되돌릴 방법 기록',
    prepare: ({ names }) => `만들기: ${names.join(', ')}`,
    aliases: ({ service }) => `다른 서비스가 새 컨테이너를 찾게 함: ${service}`,
    'switch-over': ({ service, cause }) =>
      cause === 'leads-elsewhere' ? `프록시 바로잡기: ${service}` : `프록시를 새 컨테이너로 전환: ${service}`,
    drain: ({ service }) => `이전 컨테이너의 처리 중인 요청 마무리: ${service}`,
    create: ({ service }) => `새 컨테이너 만들기: ${service}`,
    stop: ({ service }) => `중지: ${service}`,
    start: ({ service }) => `시작: ${service}`,
    gate: ({ service }) => `검사 대기: ${service}`,
    'remove-old': ({ service }) => `이전 컨테이너 제거(볼륨은 유지): ${service}`,
    verify: ({ service }) => `실행 이미지 확인: ${service}`,
    unlock: () => '슬롯 잠금 해제',
  },
  cause: {
    'image-changes': '이미지가 바뀝니다',
    'may-be-newer': '레지스트리의 같은 태그가 다른 이미지입니다',
    'one-deployment-a-slot': '슬롯당 배포는 한 번에 하나입니다',
    'way-back': '누구나 상황을 알고 되돌릴 수 있도록',
    'named-by-slots-file': '슬롯 파일에 있음',
    'settings-change': '설정이 바뀜',
    'release-asked': '돌아갈 릴리스의 컨테이너가 다름',
    'service-is-new': '슬롯에 아직 없음',
    'runs-beside-old': '그동안 이전 컨테이너가 서비스함',
    'serves-now': '검사를 통과함',
    'leads-elsewhere': '프록시가 다른 곳으로 연결함',
    'requests-in-flight': '처리 중인 요청이 있음',
    'nobody-uses-it': '더 이상 쓰이지 않음',
    'recreate-asked': '다시 만들도록 요청했습니다',
    'makes-room-for-new': '새 컨테이너의 자리를 비웁니다',
    'stop-asked': '요청한 작업입니다',
    'restart-asked': '다시 시작을 요청했습니다',
    'replaces-old': '이전 컨테이너를 대신합니다',
    'start-asked': '실행되어야 합니다',
    'must-serve-before-next': '정상이어야 다음으로 넘어갑니다',
    'all-gates-passed': '새 컨테이너가 모두 정상입니다',
    'image-must-be-the-planned-one': '계획한 이미지여야 합니다',
    done: '완료',
  },
  gate: {
    health: ({ timeoutMs }) => `${seconds(timeoutMs)}초 안에 상태 검사를 통과해야 합니다`,
    running: ({ forMs }) => `${seconds(forMs)}초 동안 실행되어야 합니다`,
    completed: ({ timeoutMs }) => `${seconds(timeoutMs)}초 안에 종료 코드 0으로 끝나야 합니다`,
  },
  warning: {
    'no-image': ({ service, wanted }) => `${service}: ${wanted} 이미지가 없어 그대로 둡니다.`,
    'not-created': ({ service, wanted }) =>
      `${service}: ${wanted} 이미지가 없어 만들지 않습니다. 이 슬롯은 ${service} 없이 실행됩니다.`,
    'no-health-check': ({ service, forMs }) =>
      `${service}: 상태 검사가 없어 ${seconds(forMs)}초 동안 실행되는지만 확인합니다.`,
    'mixed-branches': ({ tags }) => `슬롯에 브랜치가 섞입니다: ${tags.join(', ')}`,
    'image-only-on-host': ({ service, reference }) =>
      `${service}: ${reference} 이미지는 이 호스트에만 있고 레지스트리에서 확인하지 못했습니다.`,
    'older-version': ({ from, to }) => `플랫폼 버전이 ${from}에서 ${to} 버전으로 내려갑니다.`,
    'anonymous-volumes': ({ service, count }) => `${service}: 이름 없는 볼륨 ${count}개를 새 컨테이너로 옮깁니다.`,
    reserved: ({ by, forWhom, why }) =>
      `예약된 슬롯입니다. 예약한 사람: ${by}${forWhom === '' ? '' : `, 대상: ${forWhom}`}${why === '' ? '' : `, 사유: ${why}`}.`,
    held: ({ held, by }) =>
      `배포 보류 중입니다. ${by} 님이 롤백한 버전: ${held}. 이 배포가 성공하면 보류가 해제됩니다.`,
    'port-taken': ({ service, port, container }) =>
      `${service}: 포트 ${port} 사용 중(${container}). 새 컨테이너가 시작되지 않습니다.`,
    'not-in-source': ({ service, source }) =>
      `${service}: ${source === 'file' ? '슬롯 파일' : '릴리스'}에 없어 그대로 둡니다.`,
    'settings-lost': ({ service }) => `${service}: 당시 설정이 이 호스트에 없습니다. 현재 설정을 그대로 씁니다.`,
    'strategy-instead': ({ service, reason }) => `${service}: 블루-그린 대신 다시 만듭니다. ${insteadKo[reason]}.`,
    'bind-path-missing': ({ service, path }) =>
      `${service}: ${path} 경로를 처음 마운트합니다. 호스트에 없으면 Docker가 빈 폴더를 만듭니다.`,
    'network-differs': ({ name }) => `네트워크 ${name}: 호스트의 설정이 다릅니다. 그대로 둡니다.`,
    'volume-differs': ({ name }) => `볼륨 ${name}: 호스트의 설정이 다릅니다. 그대로 둡니다.`,
    'data-stays': () => '데이터와 마이그레이션은 그대로입니다. Berth는 되돌리지 않습니다.',
    'nothing-to-do': () => '할 일이 없습니다. 이미 요청한 상태입니다.',
  },
}
