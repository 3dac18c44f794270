import { errorEntry as entry } from './error-entry'

/** Errors of changing a slot. Their messages say what still works. */
export const deployErrors = {
  'service-scaled': entry(
    false,
    [
      '{service} on {slot} has {count} containers; Berth replaces one container a service.',
      'Remove the extra ones with docker compose up --scale {service}=1, then try again.',
    ],
    [
      '{slot}의 {service}에 컨테이너가 {count}개 있습니다. Berth는 서비스당 하나만 교체합니다.',
      'docker compose up --scale {service}=1로 줄인 뒤 다시 시도하십시오.',
    ],
  ),
  'slot-empty': entry(
    false,
    [
      '{slot} has no container to take settings from.',
      'Bring it up once with docker compose; Berth switches it from then on.',
    ],
    [
      '{slot}에 설정을 가져올 컨테이너가 없습니다.',
      'docker compose로 한 번 실행하십시오. 그다음부터 Berth가 전환합니다.',
    ],
  ),
  'auto-remove-container': entry(
    false,
    [
      '{service} was started with --rm: once stopped, it is gone, so there would be no way back.',
      'Start it without --rm (docker compose up -d) and try again. Nothing was changed.',
    ],
    [
      '{service} 컨테이너는 --rm으로 시작되어 멈추면 사라지므로 되돌릴 수 없습니다.',
      '--rm 없이 다시 시작하고(docker compose up -d) 시도하십시오. 변경된 것은 없습니다.',
    ],
  ),
  'container-half-made': entry(
    false,
    [
      '{service} on {slot} is half made or being removed ({state}).',
      'Finish it first with docker compose -p {slot} up -d. Nothing was changed.',
    ],
    [
      '{slot}의 {service} 컨테이너가 완성되지 않았거나 제거 중입니다({state}).',
      '먼저 docker compose -p {slot} up -d로 마무리하십시오. 변경된 것은 없습니다.',
    ],
  ),
  'shared-network': entry(
    false,
    [
      '{service} uses the network of the container of {other}, which would be replaced without it.',
      'Deploy both of them, and recreate services that did not change. Nothing was changed.',
    ],
    [
      '{service} 서비스는 교체될 {other} 컨테이너의 네트워크를 함께 씁니다.',
      '두 서비스를 함께, 바뀌지 않은 서비스도 다시 만들도록 배포하십시오. 변경된 것은 없습니다.',
    ],
  ),
  'image-defaults-unknown': entry(
    false,
    [
      'The image that {service} runs is no longer on the host, so its defaults cannot be told from the settings of {slot}.',
      'Recreate it once with docker compose -p {slot} up -d {service}. Nothing was changed.',
    ],
    [
      '{service} 서비스가 실행 중인 이미지가 호스트에 없어 이미지 기본값과 {slot}의 설정을 구분할 수 없습니다.',
      'docker compose -p {slot} up -d {service} 명령으로 한 번 다시 만드십시오. 변경된 것은 없습니다.',
    ],
  ),
  'tag-invalid': entry(
    false,
    [
      '"{tag}" cannot be a tag.',
      'A tag has up to 128 letters, digits, dots, dashes and underscores, and begins with a letter, digit or underscore.',
    ],
    [
      '태그로 쓸 수 없는 값입니다: "{tag}".',
      '태그는 영문자, 숫자, 점, 빼기, 밑줄로 128자까지이며 영문자, 숫자, 밑줄로 시작합니다.',
    ],
  ),
  'image-not-found': entry(
    false,
    [
      'There is no image {reference}, neither in the registry nor on the host.',
      'Check the tag, or wait for the build. Nothing was changed.',
    ],
    [
      '레지스트리와 호스트 모두에 {reference} 이미지가 없습니다.',
      '태그를 확인하거나 빌드를 기다리십시오. 변경된 것은 없습니다.',
    ],
  ),
  'platform-mismatch': entry(
    false,
    ['{reference} is built for {image}; the host runs {host}.', 'Build the image for {host}. Nothing was changed.'],
    [
      '{reference} 이미지는 {image}용이고 호스트는 {host}입니다.',
      '{host}용으로 이미지를 빌드하십시오. 변경된 것은 없습니다.',
    ],
  ),
  'pull-failed': entry(
    true,
    [
      '{reference} could not be pulled: {reason}',
      'What ran before still runs. Try again, or check the disk and the network of the host.',
    ],
    [
      '{reference} 이미지를 받지 못했습니다: {reason}',
      '이전 버전이 그대로 실행 중입니다. 다시 시도하거나 호스트의 디스크와 네트워크를 확인하십시오.',
    ],
  ),
  'image-gone': entry(
    false,
    [
      '{reference} as it ran is not on the host any more, and its registry has another image, or none, in its place.',
      'Push that build again, or deploy another one.',
    ],
    [
      '실행하던 {reference} 이미지가 호스트에 없고, 레지스트리에도 다른 이미지가 있거나 이미지가 없습니다.',
      '그 빌드를 다시 푸시하거나 다른 버전을 배포하십시오.',
    ],
  ),
  'plan-outdated': entry(
    true,
    ['{slot} changed after the plan was made.', 'Nothing was changed. Look at the new plan and confirm it.'],
    ['계획을 만든 뒤 {slot} 슬롯이 바뀌었습니다.', '변경된 것은 없습니다. 새 계획을 보고 다시 확인하십시오.'],
  ),
  'slot-changed-meanwhile': entry(
    false,
    [
      'Someone else changed {service} on {slot} while it was being deployed.',
      'Berth put back what it had switched. Look at the board before you try again.',
    ],
    [
      '배포 중에 다른 사람이 {slot} 슬롯의 {service} 서비스를 변경했습니다.',
      'Berth가 전환한 것은 되돌렸습니다. 다시 시도하기 전에 보드를 확인하십시오.',
    ],
  ),
  'cancel-too-late': entry(
    false,
    [
      'All new containers of {slot} passed their checks; the deployment is being finished.',
      'Deploy the earlier tag to go back.',
    ],
    ['{slot}의 새 컨테이너가 모두 검사를 통과하여 배포를 마무리하고 있습니다.', '되돌리려면 이전 태그를 배포하십시오.'],
  ),
  'put-back-failed': entry(
    false,
    [
      '{service} could not be put back: {reason}',
      'Neither version serves. The old container {container} still exists: docker start {container}.',
    ],
    [
      '{service} 서비스를 되돌리지 못했습니다: {reason}',
      '두 버전 모두 실행되고 있지 않습니다. 이전 컨테이너는 남아 있습니다: docker start {container}.',
    ],
  ),
  'put-back-left': entry(
    false,
    [
      '{service} could not be put back: {reason}',
      'Its container {container} runs now. Once that is mended, deploy or roll back.',
    ],
    [
      '{service} 서비스를 되돌리지 못했습니다: {reason}',
      '지금은 {container} 컨테이너가 실행 중입니다. 원인을 해결한 뒤 배포하거나 롤백하십시오.',
    ],
  ),
  'put-back-lost': entry(
    false,
    [
      '{service} could not be put back: {reason}',
      'Neither version serves, and its old container {container} is gone. Once that is mended, roll back to the earlier release, or bring {service} up with docker compose.',
    ],
    [
      '{service} 서비스를 되돌리지 못했습니다: {reason}',
      '두 버전 모두 실행되고 있지 않으며, 이전 컨테이너도 없습니다({container}). 원인을 해결한 뒤 이전 릴리스로 롤백하거나 {service} 서비스를 docker compose로 실행하십시오.',
    ],
  ),
  'deployment-unknown': entry(
    false,
    [
      'There is no deployment {deployment} here.',
      'It may have ended before Berth was restarted; the board shows what runs.',
    ],
    [
      '{deployment} 배포가 없습니다.',
      'Berth를 다시 시작하기 전에 끝났을 수 있습니다. 보드에서 실행 상태를 확인하십시오.',
    ],
  ),
} as const
