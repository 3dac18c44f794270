import { errorEntry as entry } from './error-entry'

/** Errors of what a host keeps for Berth: its ledger and its private store. */
export const ledgerErrors = {
  'ledger-record-too-large': entry(
    false,
    [
      'A record of {bytes} bytes is too large for the ledger of the host.',
      'The host and its slots are as they were. Shorten the reason or note, or change fewer services at once.',
    ],
    [
      '호스트의 기록에 남기기에는 너무 큽니다({bytes}바이트).',
      '호스트와 슬롯은 그대로입니다. 사유나 메모를 줄이거나 한 번에 더 적은 서비스를 변경하십시오.',
    ],
  ),
  'private-too-large': entry(
    false,
    [
      '{name} is too large to be kept on the host: {bytes} bytes, at most {most}.',
      'Nothing that the host kept before was changed.',
    ],
    [
      '호스트에 보관하기에는 너무 큽니다: {name}, {bytes}바이트(최대 {most}바이트).',
      '호스트에 보관된 것은 그대로입니다.',
    ],
  ),
  'ledger-name-taken': entry(
    false,
    [
      'A container named {container} is on the host, and it is not Berth’s: Berth can keep no history there.',
      'What runs goes on running. Rename or remove that container, then try again.',
    ],
    [
      'Berth가 만들지 않은 {container} 컨테이너가 호스트에 있어 기록을 남길 수 없습니다.',
      '실행 중인 서비스는 그대로입니다. 그 컨테이너의 이름을 바꾸거나 제거한 뒤 다시 시도하십시오.',
    ],
  ),
  'ledger-busy': entry(
    true,
    [
      'The history of the host is being moved by another Berth and did not become free in {seconds} s.',
      'What runs goes on running. Try again in a minute.',
    ],
    [
      '다른 Berth가 호스트의 기록을 옮기고 있어 {seconds}초 동안 쓸 수 없었습니다.',
      '실행 중인 서비스는 그대로입니다. 1분 뒤에 다시 시도하십시오.',
    ],
  ),
  'ledger-write-lost': entry(
    true,
    [
      'A record was written to the host {tries} times, and was not there afterwards.',
      'What runs goes on running. Look whether somebody prunes containers on the host, and whether its disk is full.',
    ],
    [
      '호스트에 기록을 {tries}번 썼지만 남아 있지 않습니다.',
      '실행 중인 서비스는 그대로입니다. 누군가 컨테이너를 정리(prune)하는지, 디스크가 가득 찼는지 확인하십시오.',
    ],
  ),
} as const
