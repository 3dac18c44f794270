import { remarkEntry as entry } from './remark-entry'

/** About what Compose knows and Berth refuses. */
export const unsupportedRemarks = {
  'key-unsupported': entry(
    ['Berth does not support {key}.', 'Remove it, or keep this service out of the slots file.'],
    ['Berth는 {key} 키를 지원하지 않습니다.', '지우거나 이 서비스를 슬롯 파일에서 빼십시오.'],
  ),
  'build-without-image': entry(
    ['This service is built; Berth only runs images.', 'Let CI build it and name the image here.'],
    ['빌드하는 서비스입니다. Berth는 이미지만 실행합니다.', 'CI에서 빌드하고 여기에는 이미지를 지정하십시오.'],
  ),
  'build-not-done': entry(
    ['Berth takes the image and does not build.', 'Nothing to do, as long as CI pushes the image.'],
    ['Berth는 빌드하지 않고 이미지를 씁니다.', 'CI에서 이미지를 푸시한다면 그대로 두어도 됩니다.'],
  ),
  'extends-unsupported': entry(
    ['Berth does not read services from elsewhere ({key}).', 'Use an anchor and << in this file.'],
    ['다른 곳의 서비스를 가져오는 {key} 키는 지원하지 않습니다.', '이 파일 안에서 앵커와 <<를 쓰십시오.'],
  ),
  'include-unsupported': entry(
    [
      'Berth reads one file ({key} names others).',
      'Write it out with docker compose config, or put the parts into this file.',
    ],
    [
      'Berth는 파일 하나만 읽습니다. {key} 키는 다른 파일을 가리킵니다.',
      'docker compose config로 합치거나 내용을 이 파일로 옮기십시오.',
    ],
  ),
  'secrets-unsupported': entry(
    [
      'Berth does not support {key}: they are files of the machine that runs Compose.',
      'Use an env_file, or a bind mount of a file on the host.',
    ],
    [
      '{key} 키는 지원하지 않습니다. Compose를 실행하는 컴퓨터의 파일이기 때문입니다.',
      'env_file을 쓰거나 호스트의 파일을 바인드 마운트하십시오.',
    ],
  ),
  'replicas-unsupported': entry(
    ['Berth runs one container a service.', 'Write 1, or remove the key.'],
    ['Berth는 서비스당 컨테이너 하나를 실행합니다.', '1로 쓰거나 키를 지우십시오.'],
  ),
  'deploy-key-unsupported': entry(
    ['{key} is for Docker Swarm.', 'Remove it; for restarts write restart beside the image.'],
    ['{key} 키는 Docker Swarm용입니다.', '지우십시오. 재시작 정책은 서비스의 restart에 쓰십시오.'],
  ),
  'network-mode-unsupported': entry(
    ['Berth does not support the network mode {mode}.', 'Use networks, or host, none or bridge.'],
    ['네트워크 모드 {mode}: 지원하지 않습니다.', 'networks를 쓰거나 host, none, bridge 중 하나를 쓰십시오.'],
  ),
  'network-mode-and-networks': entry(
    ['network_mode and networks exclude each other.', 'Remove one of them.'],
    ['network_mode와 networks는 함께 쓸 수 없습니다.', '하나를 지우십시오.'],
  ),
  'depends-on-restart': entry(
    ['Berth does not restart a service because another one was.', 'Write restart: false, or remove it.'],
    [
      'Berth는 다른 서비스가 다시 시작되어도 이 서비스를 다시 시작하지 않습니다.',
      'restart: false로 쓰거나 지우십시오.',
    ],
  ),
  'seccomp-profile-unsupported': entry(
    ['A seccomp profile is a file of the machine that runs Compose.', 'Use seccomp:unconfined or the default profile.'],
    ['seccomp 프로필은 Compose를 실행하는 컴퓨터의 파일입니다.', 'seccomp:unconfined 또는 기본 프로필을 쓰십시오.'],
  ),
  'mount-option-unsupported': entry(
    ['{option} has no meaning for a mount of this kind.', 'Remove it.'],
    ['이 종류의 마운트에는 {option} 옵션을 쓸 수 없습니다.', '지우십시오.'],
  ),
  'bind-in-home': entry(
    [
      '{path} begins in a home directory: it would differ from person to person.',
      'Write an absolute path on the host.',
    ],
    ['{path} 경로는 홈 디렉터리에서 시작하여 사람마다 달라집니다.', '호스트의 절대 경로로 쓰십시오.'],
  ),
  'bind-relative': entry(
    [
      '{path} is relative, and the file does not say where it begins on the host.',
      'Set directory in x-berth, or write an absolute path.',
    ],
    [
      '{path} 경로는 상대 경로인데 호스트에서의 시작 위치가 없습니다.',
      'x-berth에 directory를 쓰거나 절대 경로로 쓰십시오.',
    ],
  ),
} as const
