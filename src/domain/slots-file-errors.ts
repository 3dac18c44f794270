import { errorEntry as entry } from './error-entry'

/** Errors of deploying by a published slots file. */
export const slotsFileErrors = {
  'slots-file-invalid': entry(
    false,
    [
      'The slots file (r{version}) can not be read for {slot}: {what} at {at}, {count} faults in all. Nothing was changed.',
      'Correct the file and publish it again; berth settings check FILE names every fault.',
    ],
    [
      '슬롯 파일(r{version})을 {slot} 슬롯에 쓸 수 없습니다. {at}: {what}, 오류 모두 {count}건. 변경된 것은 없습니다.',
      '파일을 고쳐 다시 게시하십시오. berth settings check FILE 명령으로 오류를 모두 볼 수 있습니다.',
    ],
  ),
  'network-missing': entry(
    false,
    [
      'The network {name}, which the slots file calls external, is not on the host. Nothing was changed.',
      'Make it with docker network create {name}, or let the file make it (without external).',
    ],
    [
      '슬롯 파일에 외부 네트워크로 적힌 {name} 네트워크가 호스트에 없습니다. 변경된 것은 없습니다.',
      'docker network create {name} 명령으로 만들거나, 파일에서 external을 빼십시오.',
    ],
  ),
  'volume-missing': entry(
    false,
    [
      'The volume {name}, which the slots file calls external, is not on the host. Nothing was changed.',
      'Make it with docker volume create {name}, or let the file make it (without external).',
    ],
    [
      '슬롯 파일에 외부 볼륨으로 적힌 {name} 볼륨이 호스트에 없습니다. 변경된 것은 없습니다.',
      'docker volume create {name} 명령으로 만들거나, 파일에서 external을 빼십시오.',
    ],
  ),
} as const
