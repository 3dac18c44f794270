import { imageWords, seconds } from './plan-words'
import type { PlanTexts } from './plan-texts'

/** See `PlanTexts`. */
export const planTextsKo: PlanTexts = {
  deployTitle: (slot, tag) => `${slot} 배포: ${tag}`,
  stopTitle: (slot) => `${slot} 중지`,
  startTitle: (slot) => `${slot} 시작`,
  restartTitle: (slot) => `${slot} 다시 시작`,
  change: {
    replace: ({ from, to }) => `${imageWords(from)} → ${imageWords(to)}`,
    unchanged: ({ image }) => `${imageWords(image)}, 그대로`,
    'no-image': ({ image }) => `${imageWords(image)}, 유지: 이 태그의 이미지 없음`,
    'not-selected': ({ image }) => `${imageWords(image)}, 선택 안 함`,
    stop: ({ image }) => `${imageWords(image)}, 중지`,
    start: ({ image }) => `${imageWords(image)}, 시작`,
    restart: ({ image }) => `${imageWords(image)}, 다시 시작`,
  },
  down: (downtimeMs) => {
    if (downtimeMs === null) return '중단 시간 알 수 없음'
    return downtimeMs === 0 ? '' : `약 ${seconds(downtimeMs)}초 중단`
  },
  stepsHeading: '단계',
  warningsHeading: '확인 전에 볼 것',
  step: {
    pull: ({ reference }) => `받기 ${reference}`,
    lock: () => '슬롯 잠금',
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
    'no-health-check': ({ service, forMs }) =>
      `${service}: 상태 검사가 없어 ${seconds(forMs)}초 동안 실행되는지만 확인합니다.`,
    'mixed-branches': ({ tags }) => `슬롯에 브랜치가 섞입니다: ${tags.join(', ')}`,
    'image-only-on-host': ({ service, reference }) =>
      `${service}: ${reference} 이미지는 이 호스트에만 있고 레지스트리에서 확인하지 못했습니다.`,
    'older-version': ({ from, to }) => `플랫폼 버전이 ${from}에서 ${to} 버전으로 내려갑니다.`,
    'anonymous-volumes': ({ service, count }) => `${service}: 이름 없는 볼륨 ${count}개를 새 컨테이너로 옮깁니다.`,
    'nothing-to-do': () => '할 일이 없습니다. 이미 요청한 상태입니다.',
  },
}
