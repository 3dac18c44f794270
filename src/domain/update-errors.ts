import { errorEntry as entry } from './error-entry'

/** Errors of asking whether a newer version exists. Berth goes on as it is in each of them. */
export const updateErrors = {
  'update-address-invalid': entry(
    false,
    [
      'The address of releases can’t be asked.',
      'Use an address that begins with https:// and holds no name, password, ? and #. http:// is only for this computer itself.',
    ],
    [
      '릴리스 주소에 물어볼 수 없습니다.',
      'https://로 시작하고 이름, 비밀번호, ?, #이 없는 주소를 쓰십시오. http://는 이 컴퓨터에만 쓸 수 있습니다.',
    ],
  ),
  'update-unreachable': entry(
    true,
    ['{host} can’t be reached: {reason}', 'Check the address and this computer’s network. It is asked again tomorrow.'],
    ['연결할 수 없습니다: {host}, {reason}', '주소와 이 컴퓨터의 네트워크를 확인하십시오. 내일 다시 확인합니다.'],
  ),
  'update-timeout': entry(
    true,
    ['{host} did not answer within {seconds} s.', 'It is asked again tomorrow, or at once by the button.'],
    ['{seconds}초 안에 응답이 없습니다: {host}', '내일 다시 확인합니다. 버튼으로 바로 확인할 수도 있습니다.'],
  ),
  'update-refused': entry(
    false,
    ['{host} answers with status {status} for {file}.', 'Check that the packages’ folder holds this file.'],
    ['상태 {status} 응답: {host}, {file}', '패키지 폴더에 이 파일이 있는지 확인하십시오.'],
  ),
  'update-led-away': entry(
    false,
    ['{host} leads to an address that is not asked.', 'Enter the https:// address it leads to, if that is right.'],
    ['묻지 않는 주소로 이동하라는 응답입니다: {host}', '맞는 https:// 주소라면 직접 입력하십시오.'],
  ),
  'update-unreadable': entry(
    false,
    [
      '{file} of {host} does not say which version there is.',
      'Publish the file as electron-builder writes it, at most 64 KB.',
    ],
    [
      '버전을 알 수 없습니다: {host}, {file}',
      'electron-builder가 만든 파일을 그대로 게시하십시오. 64KB를 넘지 않아야 합니다.',
    ],
  ),
} as const
