import { errorEntry as entry } from './error-entry'

/** Why a service was not asked over HTTP as the slots file wants. That fails nothing: a deployment tells of it and goes on. */
export const probeErrors = {
  'probe-without-port': entry(
    false,
    [
      '{service} was not asked over HTTP: it publishes no TCP port, and the slots file names none.',
      'That failed nothing. Name the port under health in the slots file, or publish one.',
    ],
    [
      '{service} 서비스의 HTTP 검사를 하지 못했습니다. 공개한 TCP 포트가 없고 슬롯 파일에도 포트가 없습니다.',
      '실패로 보지 않았습니다. 슬롯 파일의 health에 port를 적거나 포트를 공개하십시오.',
    ],
  ),
  'probe-unreachable': entry(
    false,
    [
      '{service} was not asked over HTTP: its port is not reached from here, and its container has no curl, node or wget.',
      'That failed nothing. Publish the port where this machine reaches it, or add one of the tools to the image.',
    ],
    [
      '{service} 서비스의 HTTP 검사를 하지 못했습니다. 이 컴퓨터에서 포트에 연결할 수 없고 컨테이너에 curl, node, wget이 모두 없습니다.',
      '실패로 보지 않았습니다. 이 컴퓨터에서 연결할 수 있게 포트를 공개하거나 이미지에 셋 중 하나를 추가하십시오.',
    ],
  ),
} as const
