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
  'verify-failed': entry(
    false,
    ['{service} does not run the image that was planned.', 'Someone changed the slot meanwhile; look at the board.'],
    [
      '{service} 서비스가 계획한 이미지를 실행하고 있지 않습니다.',
      '그사이 다른 사람이 슬롯을 변경했습니다. 보드를 확인하십시오.',
    ],
  ),
} as const
