import { errorEntry as entry } from './error-entry'

/** Errors of locks, and of going on where a deployment stopped in the middle. */
export const interruptionErrors = {
  'slot-locked': entry(
    true,
    ['{slot} is held by {owner} since {since}.', 'Wait until it is done, or ask {owner}.'],
    ['{slot} 사용 중: {owner}, {since}부터.', '끝날 때까지 기다리거나 {owner} 님에게 물어보십시오.'],
  ),
  'lock-lost': entry(
    false,
    [
      'The lock of {slot} is no longer ours.',
      'Berth stopped touching the slot. Look at the board to see who holds it.',
    ],
    ['{slot}의 잠금을 잃었습니다.', 'Berth는 슬롯 변경을 멈췄습니다. 보드에서 누가 사용 중인지 확인하십시오.'],
  ),
  'not-interrupted': entry(
    false,
    [
      'No interrupted deployment holds {slot} any more.',
      'Its owner came back, or somebody else decided. Nothing was changed; look at the board.',
    ],
    [
      '{slot} 슬롯에 중단된 배포가 더 이상 없습니다.',
      '담당자가 돌아왔거나 다른 사람이 이미 결정했습니다. 변경된 것은 없습니다. 보드를 확인하십시오.',
    ],
  ),
  'deployment-interrupted': entry(
    false,
    [
      'The deployment of {owner} on {slot} was cut off.',
      'The board shows what runs. What was left over is cleared up by the next deployment.',
    ],
    [
      '{slot} 슬롯에서 {owner} 님의 배포가 도중에 중단되었습니다.',
      '무엇이 실행 중인지 보드에서 확인하십시오. 남은 컨테이너는 다음 배포가 정리합니다.',
    ],
  ),
  'intent-unknown': entry(
    false,
    [
      'The host no longer says what the interrupted deployment on {slot} was about to do, or nothing of it is left to put back.',
      'Choose another way on. What runs goes on running.',
    ],
    [
      '{slot} 슬롯의 중단된 배포가 무엇을 하려 했는지 호스트에 남아 있지 않거나, 되돌릴 것이 없습니다.',
      '다른 방법을 선택하십시오. 실행 중인 것은 계속 실행됩니다.',
    ],
  ),
  'finishing-begun': entry(
    false,
    [
      'An old container of {slot} was removed already: all new ones had passed their checks.',
      'Resume to finish the deployment, then roll back if the earlier version is wanted.',
    ],
    [
      '{slot} 슬롯의 이전 컨테이너가 이미 제거되었습니다. 새 컨테이너는 모두 검사를 통과한 상태였습니다.',
      '이어서 진행하여 배포를 끝내고, 이전 버전이 필요하면 그다음에 롤백하십시오.',
    ],
  ),
  'old-container-gone': entry(
    false,
    [
      'Someone removed the containers of {services} on {slot}, and what they were made of is not on the host any more.',
      'Leave and unlock the slot, then bring {services} up with docker compose, or deploy where the slots file names it. The other containers were not touched.',
    ],
    [
      '{slot} 슬롯에서 다른 사람이 컨테이너를 제거했고({services}), 그 설정도 호스트에 남아 있지 않습니다.',
      '그대로 두고 잠금을 해제한 뒤 {services} 서비스를 docker compose로 실행하거나, 슬롯 파일에 있으면 배포하십시오. 다른 컨테이너는 그대로입니다.',
    ],
  ),
  'slot-not-as-left': entry(
    false,
    [
      'Containers of {slot} are not those that the interrupted deployment left.',
      'Put back what it changed, or leave it and unlock; then deploy anew. Nothing was changed.',
    ],
    [
      '{slot} 슬롯의 컨테이너가 중단된 배포가 남긴 것과 다릅니다.',
      '바뀐 것을 되돌리거나 그대로 두고 잠금을 해제한 뒤 다시 배포하십시오. 변경된 것은 없습니다.',
    ],
  ),
} as const
