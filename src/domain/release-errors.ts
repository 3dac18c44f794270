import { errorEntry as entry } from './error-entry'

/** Errors of finding the release that is meant. */
export const releaseErrors = {
  'release-unknown': entry(
    false,
    [
      '{slot} has no kept release {release}. Nothing was changed.',
      'Five releases a slot are kept; berth rollback {slot} --list shows them. An older build can be deployed by its tag.',
    ],
    [
      '{slot}에 보관된 릴리스 {release} 항목이 없습니다. 변경된 것은 없습니다.',
      '슬롯마다 릴리스 5개를 보관합니다. berth rollback {slot} --list 명령으로 확인하십시오. 더 오래된 빌드는 태그로 배포할 수 있습니다.',
    ],
  ),
  'release-none': entry(
    false,
    [
      'Nothing is kept of {slot} to go back to yet. Nothing was changed.',
      'The first deployment by Berth keeps what it replaces. An older build can be deployed by its tag.',
    ],
    [
      '{slot} 슬롯에 아직 보관된 릴리스가 없습니다. 변경된 것은 없습니다.',
      'Berth로 처음 배포할 때부터 바뀌기 전 버전을 보관합니다. 더 오래된 빌드는 태그로 배포할 수 있습니다.',
    ],
  ),
  'release-incomplete': entry(
    false,
    [
      '{service} is gone from {slot}, and its settings in that release are not on the host any more. Nothing was changed.',
      'Roll back the other services by name, and bring {service} up with docker compose.',
    ],
    [
      '{slot}에 {service} 컨테이너가 없고, 그 릴리스의 설정도 호스트에 남아 있지 않습니다. 변경된 것은 없습니다.',
      '다른 서비스만 골라 롤백하고, {service} 서비스는 docker compose로 실행하십시오.',
    ],
  ),
  'build-unknown': entry(
    false,
    [
      'No build for {slot} is called {wanted}. Nothing was changed. There is: {known}',
      'berth releases {slot} lists the builds. CI may still be building, or its images lie in another repository.',
    ],
    [
      '{slot}에 배포할 수 있는 빌드 중 {wanted} 항목이 없습니다. 변경된 것은 없습니다. 있는 빌드: {known}',
      'berth releases {slot} 명령으로 빌드를 확인하십시오. CI가 아직 빌드 중이거나 이미지가 다른 저장소에 있을 수 있습니다.',
    ],
  ),
  'build-ambiguous': entry(
    false,
    [
      'More than one build for {slot} is called {wanted}: {found}. Nothing was changed.',
      'Name the tag: berth deploy {slot} --tag TAG.',
    ],
    [
      '{slot}에 배포할 수 있는 빌드 중 {wanted} 항목이 여럿입니다: {found}. 변경된 것은 없습니다.',
      '태그를 지정하십시오: berth deploy {slot} --tag TAG.',
    ],
  ),
} as const
