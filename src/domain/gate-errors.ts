import { errorEntry as entry } from './error-entry'

/** Why a new container was not let through. */
export const gateErrors = {
  'gate-failed': entry(
    false,
    ['The health check of {service} fails.', 'See the failing output and the last lines of its log.'],
    ['{service}의 상태 검사가 실패했습니다.', '실패한 출력과 마지막 로그를 확인하십시오.'],
  ),
  'gate-exited': entry(
    false,
    [
      'The container of {service} ended by itself, exit code {exitCode}.',
      'See the failing output and the last lines of its log.',
    ],
    ['{service} 컨테이너가 스스로 종료되었습니다(종료 코드 {exitCode}).', '실패한 출력과 마지막 로그를 확인하십시오.'],
  ),
  'gate-restarting': entry(
    false,
    [
      'The container of {service} keeps restarting, last exit code {exitCode}.',
      'See the failing output and the last lines of its log.',
    ],
    [
      '{service} 컨테이너가 계속 다시 시작됩니다(마지막 종료 코드 {exitCode}).',
      '실패한 출력과 마지막 로그를 확인하십시오.',
    ],
  ),
  'gate-out-of-memory': entry(
    false,
    [
      'The container of {service} was killed: it used more memory than it may.',
      'Raise its memory limit, or look in its log for what used the memory.',
    ],
    [
      '{service} 컨테이너가 메모리 한도를 넘어 강제 종료되었습니다.',
      '메모리 한도를 늘리거나 로그에서 원인을 확인하십시오.',
    ],
  ),
  'gate-too-late': entry(
    false,
    ['{service} was not ready after {seconds} s.', 'See the failing output and the last lines of its log.'],
    ['{service} 서비스가 {seconds}초 안에 준비되지 않았습니다.', '실패한 출력과 마지막 로그를 확인하십시오.'],
  ),
  'gate-container-gone': entry(
    false,
    [
      'Someone removed the container of {service} while Berth waited for it.',
      'Look at the board before you try again.',
    ],
    ['Berth가 기다리는 동안 다른 사람이 {service} 컨테이너를 제거했습니다.', '다시 시도하기 전에 보드를 확인하십시오.'],
  ),
  'start-failed': entry(
    false,
    [
      'The container of {service} could not be started: {reason}',
      'Free what it needs (port, name, mount) and try again.',
    ],
    ['{service} 컨테이너를 시작하지 못했습니다: {reason}', '필요한 포트, 이름, 마운트를 비우고 다시 시도하십시오.'],
  ),
  'port-taken': entry(
    false,
    [
      'The container of {service} could not be started: the container {container} has its port {port}.',
      'Stop that container, or give the service another port, and try again.',
    ],
    [
      '{service} 컨테이너를 시작하지 못했습니다. {container} 컨테이너가 포트 {port}번을 사용하고 있습니다.',
      '그 컨테이너를 중지하거나 서비스에 다른 포트를 지정한 뒤 다시 시도하십시오.',
    ],
  ),
  'port-in-use': entry(
    false,
    [
      'The container of {service} could not be started: a program outside of Docker has port {port} of the host.',
      'On the host, `ss -lntup` shows which. End it, or give the service another port, and try again.',
    ],
    [
      '{service} 컨테이너를 시작하지 못했습니다. Docker가 아닌 프로그램이 호스트의 포트 {port}번을 사용하고 있습니다.',
      '호스트에서 `ss -lntup` 명령으로 확인해 종료하거나, 서비스에 다른 포트를 지정한 뒤 다시 시도하십시오.',
    ],
  ),
  'port-stuck': entry(
    true,
    [
      'The container of {service} could not be started: Docker counts port {port} as taken, and no container has it.',
      'Try again: it may just have been freed. If it stays so, Docker was cut off while it started or stopped a container, and gives the port back only when Docker itself is restarted on the host.',
    ],
    [
      '{service} 컨테이너를 시작하지 못했습니다. 포트 {port}번을 쓰는 컨테이너가 없는데도 Docker는 사용 중이라고 합니다.',
      '방금 비워졌을 수 있으니 다시 시도하십시오. 계속되면 컨테이너를 시작하거나 중지하던 중에 Docker가 강제로 종료된 것이며, 호스트에서 Docker를 다시 시작해야 포트가 비워집니다.',
    ],
  ),
  'verify-failed': entry(
    false,
    ['{service} does not run the image that was planned.', 'Someone changed the slot meanwhile; look at the board.'],
    [
      '{service} 서비스가 계획한 이미지를 실행하고 있지 않습니다.',
      '그사이 다른 사람이 슬롯을 변경했습니다. 보드를 확인하십시오.',
    ],
  ),
} as const
