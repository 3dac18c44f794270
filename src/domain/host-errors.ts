import { errorEntry as entry } from './error-entry'

/** Errors of reaching a host, its Docker engine or a registry. */
export const hostErrors = {
  'address-unsupported': entry(
    false,
    [
      '"{address}" is not an address of a Docker host.',
      'Give unix:///path/to/docker.sock, ssh://user@host, tcp://host:2376, npipe:////./pipe/docker_engine, or the name of a Docker context or of a host in ~/.ssh/config.',
    ],
    [
      '"{address}"은(는) Docker 호스트의 주소가 아닙니다.',
      'unix:///path/to/docker.sock, ssh://user@host, tcp://host:2376, npipe:////./pipe/docker_engine 또는 Docker 컨텍스트나 ~/.ssh/config의 호스트 이름을 입력하십시오.',
    ],
  ),
  'host-unknown': entry(
    false,
    ['There is no host "{host}".', 'Known hosts: {known}.'],
    ['"{host}" 호스트가 없습니다.', '등록된 호스트: {known}.'],
  ),
  'host-exists': entry(
    false,
    ['{address} is already on the board as "{host}".', 'Open that host, or remove it first.'],
    ['이미 등록된 주소입니다: {address} ("{host}").', '등록된 호스트를 열거나 먼저 제거하십시오.'],
  ),
  'socket-missing': entry(
    true,
    ['There is no socket at {address}.', 'Start Docker, or check the path.'],
    ['{address} 소켓이 없습니다.', 'Docker를 시작하거나 경로를 확인하십시오.'],
  ),
  'permission-denied': entry(
    false,
    [
      '{address} refuses this user.',
      'Add the user to the group "docker" (sudo usermod -aG docker $USER) and log in again.',
    ],
    [
      '{address}에 접근 권한이 없습니다.',
      '사용자를 "docker" 그룹에 추가하고(sudo usermod -aG docker $USER) 다시 로그인하십시오.',
    ],
  ),
  'not-docker': entry(
    false,
    [
      'What answers at {address} is not Docker.',
      'Check the path: the socket of the Docker engine is usually /var/run/docker.sock.',
    ],
    [
      '{address}에서 응답하는 것은 Docker가 아닙니다.',
      '경로를 확인하십시오. Docker 엔진의 소켓은 보통 /var/run/docker.sock입니다.',
    ],
  ),
  'host-unreachable': entry(
    true,
    ['{address} does not answer: {reason}', 'Berth keeps trying. The rows show what was last seen.'],
    ['{address}에서 응답이 없습니다: {reason}', '계속 다시 연결합니다. 마지막으로 확인한 상태를 표시합니다.'],
  ),
  'host-read-only': entry(
    false,
    [
      '{address} lets you look and change nothing: "{operation}" was refused.',
      'Ask somebody who may deploy there, or add the host by an address that you may change.',
    ],
    [
      '{address}은(는) 보기 전용이라 "{operation}" 요청이 거부되었습니다.',
      '배포 권한이 있는 사람에게 부탁하거나, 변경할 수 있는 주소로 호스트를 추가하십시오.',
    ],
  ),
  'engine-too-old': entry(
    false,
    [
      '{address} speaks Docker API {version}; Berth needs {needed} or newer.',
      'Update Docker on that host to 20.10 or newer.',
    ],
    [
      '{address}의 Docker API는 {version}입니다. {needed} 이상이 필요합니다.',
      '호스트의 Docker를 20.10 이상으로 올리십시오.',
    ],
  ),
  'docker-timeout': entry(
    true,
    [
      'Docker did not answer "{operation}" within {seconds} s.',
      'The engine may be overloaded; Berth looks again before it does anything else.',
    ],
    [
      'Docker가 "{operation}" 요청에 {seconds}초 안에 응답하지 않았습니다.',
      '엔진에 부하가 클 수 있습니다. Berth는 상태를 다시 확인한 뒤에만 진행합니다.',
    ],
  ),
  'docker-refused': entry(
    false,
    ['Docker refused "{operation}": {reason}', 'What ran before still runs unless the text above says otherwise.'],
    [
      'Docker가 "{operation}" 요청을 거부했습니다: {reason}',
      '위에 다른 내용이 없다면 이전 버전이 그대로 실행 중입니다.',
    ],
  ),
  'container-gone': entry(
    true,
    ['The container {container} is gone.', 'Someone removed it meanwhile; look at the board again.'],
    ['{container} 컨테이너가 없습니다.', '그사이 다른 사람이 제거했습니다. 보드를 다시 확인하십시오.'],
  ),
  'file-too-large': entry(
    false,
    [
      '{path} in a container holds more than {bytes} bytes.',
      'Berth reads no more than that at once. Look at what lies there; nothing was changed.',
    ],
    [
      '컨테이너의 {path} 내용이 {bytes}바이트보다 큽니다.',
      'Berth는 한 번에 그 이상 읽지 않습니다. 그 위치의 내용을 확인하십시오. 변경된 것은 없습니다.',
    ],
  ),
  'registry-refused': entry(
    false,
    [
      '{registry} refuses these credentials for {reference}.',
      'Log in with docker login {registry} and try again, and check the name: some registries say the same of a repository that they do not have. Nothing was changed.',
    ],
    [
      '{registry}에서 {reference}에 대한 인증을 거부했습니다.',
      'docker login {registry} 명령으로 로그인한 뒤 다시 시도하고 이름도 확인하십시오. 없는 저장소에도 같은 답을 하는 레지스트리가 있습니다. 변경된 것은 없습니다.',
    ],
  ),
  'registry-unreachable': entry(
    true,
    [
      'The host cannot reach {registry}: {reason}',
      'Check the registry and the network of the host. Nothing was changed.',
    ],
    [
      '호스트가 {registry}에 연결할 수 없습니다: {reason}',
      '레지스트리와 호스트의 네트워크를 확인하십시오. 변경된 것은 없습니다.',
    ],
  ),
  'credentials-unusable': entry(
    false,
    [
      'The credentials for {registry} cannot be read: {reason}',
      'Check ~/.docker/config.json and its credential helper. Nothing was changed.',
    ],
    [
      '{registry} 인증 정보를 읽을 수 없습니다: {reason}',
      '~/.docker/config.json과 credential helper를 확인하십시오. 변경된 것은 없습니다.',
    ],
  ),
} as const
