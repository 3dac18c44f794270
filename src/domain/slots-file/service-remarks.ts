import { remarkEntry as entry } from './remark-entry'

/** About one service. */
export const serviceRemarks = {
  'image-missing': entry(
    ['The service has no image.', 'Add image.'],
    ['서비스에 이미지가 없습니다.', 'image 키를 추가하십시오.'],
  ),
  'image-invalid': entry(
    ['This is not an image reference.', 'Write it like registry.example.com/shop/web:tag.'],
    ['이미지 참조가 아닙니다.', 'registry.example.com/shop/web:tag처럼 쓰십시오.'],
  ),
  'image-tag-moves': entry(
    ['{image}: the tag latest moves.', 'Name a fixed version; otherwise a deployment may bring another one.'],
    [
      '{image}: latest 태그는 가리키는 이미지가 바뀔 수 있습니다.',
      '고정된 버전을 쓰십시오. 배포할 때 다른 버전이 올 수 있습니다.',
    ],
  ),
  'no-health-check': entry(
    ['{service} has no health check in this file.', 'Unless its image has one, Berth only sees whether it stays up.'],
    ['{service} 서비스의 상태 검사가 이 파일에 없습니다.', '이미지에도 없으면 Berth는 계속 실행 중인지만 확인합니다.'],
  ),
  'start-interval-without-effect': entry(
    [
      'start_interval has no effect on Docker before version 29: Berth speaks an older API to it.',
      'Nothing to do: Berth runs the check itself while others wait for the service.',
    ],
    [
      'Docker 29보다 낮은 버전에서는 start_interval이 적용되지 않습니다. Berth가 더 오래된 API를 쓰기 때문입니다.',
      '그대로 두어도 됩니다. 다른 서비스가 기다리는 동안에는 Berth가 직접 상태 검사를 실행합니다.',
    ],
  ),
  'command-unreadable': entry(
    ['This command cannot be taken apart without guessing.', 'Write it as a list; for a shell: [sh, -c, "…"].'],
    ['명령을 정확히 나눌 수 없습니다.', '목록으로 쓰십시오. 셸이 필요하면 [sh, -c, "…"]로 쓰십시오.'],
  ),
  'port-invalid': entry(
    ['This is not a port mapping.', 'Write it like "8080:80", "127.0.0.1:8080:80/tcp" or "9000-9010:9000-9010".'],
    ['포트 매핑이 아닙니다.', '"8080:80", "127.0.0.1:8080:80/tcp", "9000-9010:9000-9010"처럼 쓰십시오.'],
  ),
  'port-ranges-differ': entry(
    ['The two port ranges differ in length.', 'Make them equally long.'],
    ['두 포트 범위의 길이가 다릅니다.', '길이를 같게 하십시오.'],
  ),
  'port-twice': entry(
    ['Port {port} of the host is taken by {service} of this slot.', 'Give one of them another port.'],
    ['호스트 포트 {port}: 이 슬롯의 {service} 서비스가 이미 사용합니다.', '한쪽 포트를 바꾸십시오.'],
  ),
  'ports-without-network': entry(
    ['With network_mode {mode} no port is published.', 'Remove ports.'],
    ['network_mode {mode}에서는 포트를 게시할 수 없습니다.', 'ports를 지우십시오.'],
  ),
  'mount-invalid': entry(
    ['This is not a mount.', 'Write it like data:/var/lib/data or /srv/files:/files:ro.'],
    ['마운트 형식이 아닙니다.', 'data:/var/lib/data 또는 /srv/files:/files:ro처럼 쓰십시오.'],
  ),
  'mount-twice': entry(
    ['Something is mounted at {target} already.', 'Keep one of the two.'],
    ['{target} 경로에 이미 마운트가 있습니다.', '하나만 남기십시오.'],
  ),
  'target-not-absolute': entry(
    ['{target} is not an absolute path.', 'Begin it with / and write it without dots.'],
    ['{target}: 절대 경로가 아닙니다.', '/로 시작하고 . 이나 .. 없이 쓰십시오.'],
  ),
  'volume-unknown': entry(
    ['There is no volume {volume} in this file.', 'Add it under volumes. A path begins with ./ or /.'],
    ['이 파일에 {volume} 볼륨이 없습니다.', 'volumes에 추가하십시오. 경로는 ./ 또는 /로 시작합니다.'],
  ),
  'network-unknown': entry(
    ['There is no network {network} in this file.', 'Add it under networks.'],
    ['이 파일에 {network} 네트워크가 없습니다.', 'networks에 추가하십시오.'],
  ),
  'address-invalid': entry(
    ['This is not an address of that kind.', 'Correct it.'],
    ['주소 형식이 맞지 않습니다.', '주소를 고치십시오.'],
  ),
  'beside-external': entry(
    ['{key} has no meaning beside external.', 'Remove one of them.'],
    ['external과 {key} 키는 함께 쓸 수 없습니다.', '하나를 지우십시오.'],
  ),
  'dependency-unknown': entry(
    ['There is no service {service} in this file.', 'Correct the name.'],
    ['이 파일에 {service} 서비스가 없습니다.', '이름을 고치십시오.'],
  ),
  'dependency-inactive': entry(
    [
      '{service} is not part of the slot: none of its profiles is active.',
      'Activate one with COMPOSE_PROFILES, or write required: false.',
    ],
    [
      '{service} 서비스는 활성화된 프로필이 없어 슬롯에 포함되지 않습니다.',
      'COMPOSE_PROFILES로 활성화하거나 required: false를 쓰십시오.',
    ],
  ),
  'dependency-cycle': entry(
    ['These services wait for each other: {services}', 'Remove one of the dependencies.'],
    ['서로를 기다리는 서비스가 있습니다: {services}', '의존성 하나를 지우십시오.'],
  ),
  'healthcheck-test-invalid': entry(
    [
      'A test in a list begins with CMD, CMD-SHELL or NONE.',
      'Write it like [CMD, curl, -f, http://localhost/], or as one text.',
    ],
    [
      '목록으로 쓴 test는 CMD, CMD-SHELL, NONE 중 하나로 시작해야 합니다.',
      '[CMD, curl, -f, http://localhost/]처럼 쓰거나 텍스트 하나로 쓰십시오.',
    ],
  ),
  'healthcheck-disabled-with-test': entry(
    ['The health check is disabled and has a test.', 'Remove disable, or test.'],
    ['상태 검사를 끄면서 test를 지정했습니다.', 'disable이나 test를 지우십시오.'],
  ),
  'label-reserved': entry(
    ['The label {name} is written by Compose and Berth themselves.', 'Choose another name.'],
    ['{name} 레이블은 Compose와 Berth가 직접 씁니다.', '다른 이름을 쓰십시오.'],
  ),
  'extra-host-invalid': entry(
    ['This is not name=address.', 'Write it like db=10.0.0.5.'],
    ['이름=주소 형식이 아닙니다.', 'db=10.0.0.5처럼 쓰십시오.'],
  ),
  'device-invalid': entry(
    ['This is not a device.', 'Write it like /dev/fuse:/dev/fuse:rwm.'],
    ['장치 형식이 아닙니다.', '/dev/fuse:/dev/fuse:rwm처럼 쓰십시오.'],
  ),
  'limit-twice': entry(
    ['This limit differs from the one under deploy.resources.', 'Keep one of the two.'],
    ['deploy.resources의 제한과 값이 다릅니다.', '하나만 남기십시오.'],
  ),
  'container-name-twice': entry(
    ['{service} has the same container_name.', 'Choose another one.'],
    ['{service} 서비스와 container_name이 같습니다.', '다른 이름을 쓰십시오.'],
  ),
} as const
