import { errorEntry as entry } from './error-entry'

/** Errors of sending word to others. None of them names more of an address than its host. */
export const noticeErrors = {
  'notice-template-invalid': entry(
    false,
    ['Nothing is known as {placeholder} in a text.', 'Use one of these: {known}'],
    ['문구에 쓸 수 없는 항목입니다: {placeholder}', '쓸 수 있는 항목: {known}'],
  ),
  'notice-target-unknown': entry(
    false,
    ['There is no such target.', 'It may have been removed in another window. Look at the list again.'],
    ['이 대상이 없습니다.', '다른 창에서 삭제되었을 수 있습니다. 목록을 다시 확인하십시오.'],
  ),
  'notice-targets-full': entry(
    false,
    ['There are {most} targets already.', 'Remove one that is not needed any more.'],
    ['대상이 이미 {most}개입니다.', '더 이상 필요 없는 대상을 삭제하십시오.'],
  ),
  'notice-secret-missing': entry(
    false,
    ['The address of {target} is not kept on this computer.', 'Enter it again in the settings.'],
    ['이 컴퓨터에 주소가 보관되어 있지 않습니다: {target}', '설정에서 주소를 다시 입력하십시오.'],
  ),
  'notice-address-invalid': entry(
    false,
    [
      'That is no address to send to.',
      'Use an address that begins with https:// and holds no name and password. http:// is only for this computer itself.',
    ],
    [
      '보낼 수 있는 주소가 아닙니다.',
      'https://로 시작하고 이름과 비밀번호가 없는 주소를 쓰십시오. http://는 이 컴퓨터에만 쓸 수 있습니다.',
    ],
  ),
  'notice-refused': entry(
    false,
    [
      '{target} refused the message with status {status}.',
      'Check the address and the signing secret, then test again.',
    ],
    ['메시지가 거부되었습니다(상태 {status}): {target}', '주소와 서명 비밀값을 확인하고 다시 테스트하십시오.'],
  ),
  'notice-failing': entry(
    true,
    ['{target} answers with status {status}.', 'It may work again later. Test it then.'],
    ['상태 {status} 응답: {target}', '나중에 다시 될 수 있습니다. 그때 테스트하십시오.'],
  ),
  'notice-unreachable': entry(
    true,
    ['{target} can’t be reached: {reason}', 'Check the address and this computer’s network.'],
    ['연결할 수 없습니다: {target}, {reason}', '주소와 이 컴퓨터의 네트워크를 확인하십시오.'],
  ),
  'notice-timeout': entry(
    true,
    ['{target} did not answer within {seconds} s.', 'It may have got the message all the same. Test it later.'],
    ['{seconds}초 안에 응답이 없습니다: {target}', '메시지는 도착했을 수 있습니다. 나중에 테스트하십시오.'],
  ),
  'notice-too-old': entry(
    false,
    [
      'A message to {target} was not delivered within {hours} h and is not sent any more.',
      'What happened stands in the activity of its host. Test the target to see whether it can be reached.',
    ],
    [
      '{hours}시간 안에 전달되지 않아 더 이상 보내지 않는 메시지가 있습니다: {target}',
      '있었던 일은 호스트의 활동 기록에 남아 있습니다. 대상에 닿는지는 테스트로 확인하십시오.',
    ],
  ),
  'notice-redirected': entry(
    false,
    ['{target} leads to another place.', 'Nothing was sent there. Enter the address it leads to, if that is right.'],
    ['다른 곳으로 이동하라는 응답입니다: {target}', '그곳으로는 보내지 않았습니다. 맞는 주소라면 직접 입력하십시오.'],
  ),
} as const
