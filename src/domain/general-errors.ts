import { errorEntry as entry } from './error-entry'

/** Errors of asking: the request, the settings, the slot that was meant, logs. */
export const generalErrors = {
  internal: entry(
    false,
    [
      'Berth hit a fault of its own: {reason}',
      'Nothing more was done. Restart Berth; if it happens again, report it with this text.',
    ],
    [
      'Berth 내부 오류입니다: {reason}',
      '더 진행된 작업은 없습니다. Berth를 다시 시작하고, 반복되면 이 내용을 알려 주십시오.',
    ],
  ),
  cancelled: entry(
    false,
    ['Cancelled.', 'Nothing else was changed.'],
    ['취소했습니다.', '그 밖에 변경된 것은 없습니다.'],
  ),
  'bad-request': entry(
    false,
    ['{field}: {reason}', 'Correct the value and try again.'],
    ['{field}: {reason}', '값을 고친 뒤 다시 시도하십시오.'],
  ),
  'address-not-opened': entry(
    false,
    [
      '{address} was not opened.',
      'Berth opens what the published slots files of its hosts name, compare pages of plans on screen, and ports of this machine. Open it in the browser by hand.',
    ],
    [
      '{address} 주소를 열지 않았습니다.',
      '호스트에 게시된 슬롯 파일의 주소, 화면에 보이는 계획의 비교 페이지, 이 컴퓨터의 포트만 엽니다. 브라우저에서 직접 여십시오.',
    ],
  ),
  'engine-gone': entry(
    true,
    ['The engine process of Berth stopped.', 'It restarts by itself; try again in a moment.'],
    ['Berth 엔진 프로세스가 멈췄습니다.', '자동으로 다시 시작됩니다. 잠시 뒤 다시 시도하십시오.'],
  ),
  'settings-invalid': entry(
    false,
    [
      '{file}: {field}: {reason}',
      'Correct the file or remove it. Until then Berth goes on with what it had, at its start with the defaults, and does not overwrite the file.',
    ],
    [
      '{file}: {field}: {reason}',
      '파일을 고치거나 지우십시오. 그때까지 이전 설정(시작할 때는 기본값)을 쓰며 파일을 덮어쓰지 않습니다.',
    ],
  ),
  'slot-unknown': entry(
    false,
    ['There is no slot "{slot}".', 'Slots here: {known}.'],
    ['"{slot}" 슬롯이 없습니다.', '사용할 수 있는 슬롯: {known}.'],
  ),
  'slot-ambiguous': entry(
    false,
    ['"{slot}" exists on several hosts.', 'Write one of: {candidates}.'],
    ['"{slot}" 슬롯이 여러 호스트에 있습니다.', '다음 중 하나로 지정하십시오: {candidates}.'],
  ),
  'slot-uncertain': entry(
    true,
    ['Not every host answers, so "{slot}" may exist elsewhere too: {hosts}.', 'Name the host: {candidates}.'],
    [
      '응답하지 않는 호스트가 있습니다: {hosts}. "{slot}" 슬롯이 그곳에도 있을 수 있습니다.',
      '호스트까지 지정하십시오: {candidates}.',
    ],
  ),
  'service-unknown': entry(
    false,
    ['{slot} has no service "{service}".', 'Its services: {known}.'],
    ['{slot}에 "{service}" 서비스가 없습니다.', '서비스: {known}.'],
  ),
  'confirmation-needed': entry(
    false,
    ['This changes {slot}, and nobody can be asked here.', 'Look at the plan with --plan, then add --yes.'],
    ['{slot} 슬롯을 변경하는 작업인데 확인을 받을 수 없습니다.', '--plan으로 계획을 본 뒤 --yes를 붙이십시오.'],
  ),
  'log-view-unknown': entry(
    true,
    ['This log is no longer open.', 'Open it again.'],
    ['이 로그는 닫혔습니다.', '다시 여십시오.'],
  ),
  'log-views-full': entry(
    true,
    ['{count} logs are open already.', 'Close one of them and try again.'],
    ['로그가 이미 {count}개 열려 있습니다.', '하나를 닫은 뒤 다시 시도하십시오.'],
  ),
  'log-unreadable': entry(
    false,
    [
      'Docker cannot read the log of {service} back (log driver "{driver}").',
      'Use the driver json-file, local or journald to read logs here.',
    ],
    [
      '{service}의 로그는 Docker에서 다시 읽을 수 없습니다(로그 드라이버 "{driver}").',
      '여기서 읽으려면 json-file, local, journald 드라이버를 사용하십시오.',
    ],
  ),
  'save-failed': entry(
    false,
    ['The log could not be saved: {reason}', 'Choose another place; nothing was written over.'],
    ['로그를 저장하지 못했습니다: {reason}', '다른 위치를 선택하십시오. 덮어쓴 파일은 없습니다.'],
  ),
} as const
