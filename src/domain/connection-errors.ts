import { errorEntry as entry } from './error-entry'

/** Errors on the way to a Docker host by TCP and TLS, and of Docker's own contexts. */
export const connectionErrors = {
  'address-with-password': entry(
    false,
    ['An address must not hold a password.', 'Leave it out: Berth asks for it when it is needed.'],
    ['주소에 비밀번호를 적을 수 없습니다.', '비밀번호를 빼십시오. 필요할 때 Berth가 묻습니다.'],
  ),
  'host-name-unknown': entry(
    true,
    ['The name in {address} is not known here.', 'Check how it is written; it may need your VPN or company network.'],
    ['{address}의 이름을 찾을 수 없습니다.', '철자를 확인하십시오. VPN이나 사내망에 연결해야 할 수도 있습니다.'],
  ),
  'plain-text-refused': entry(
    false,
    [
      '{address} is not encrypted: whoever is on the way can read all of it and do anything on that host.',
      'Use TLS or SSH. Or confirm that you know this: when you add the host, or for one call with --accept-plain-text.',
    ],
    [
      '{address} 연결은 암호화되지 않습니다. 중간에서 모든 내용을 읽고 호스트에서 무엇이든 할 수 있습니다.',
      'TLS나 SSH를 사용하십시오. 위험을 알고도 연결하려면 호스트를 추가할 때 확인하거나 명령 한 번에만 --accept-plain-text를 주십시오.',
    ],
  ),
  'not-tls': entry(
    false,
    ['{address} does not speak TLS.', 'Check the port (2376 with TLS, 2375 without), or have TLS switched on there.'],
    [
      '{address}은(는) TLS를 쓰지 않습니다.',
      '포트를 확인하거나(TLS는 2376, 아니면 2375) 그 호스트에서 TLS를 켜십시오.',
    ],
  ),
  'tls-needed': entry(
    false,
    ['{address} speaks TLS only.', 'Give the CA, certificate and key files for it.'],
    ['{address}은(는) TLS로만 연결할 수 있습니다.', 'CA, 인증서, 키 파일을 지정하십시오.'],
  ),
  'certificate-expired': entry(
    false,
    ['The certificate of {address} has expired.', 'Ask whoever runs the host for a new one; check this clock, too.'],
    [
      '{address}의 인증서가 만료되었습니다.',
      '호스트 관리자에게 새 인증서를 요청하십시오. 이 컴퓨터의 시계도 확인하십시오.',
    ],
  ),
  'certificate-not-yet-valid': entry(
    false,
    ['The certificate of {address} is not valid yet.', 'Check the clock of this computer and of the host.'],
    ['{address}의 인증서가 아직 유효하지 않습니다.', '이 컴퓨터와 호스트의 시계를 확인하십시오.'],
  ),
  'certificate-wrong-name': entry(
    false,
    [
      'The certificate of {address} is made out to another name: {reason}',
      'Use the name that stands in it, or have a certificate made for this one.',
    ],
    [
      '{address}의 인증서는 다른 이름으로 발급되었습니다: {reason}',
      '인증서에 있는 이름으로 연결하거나 이 이름으로 인증서를 새로 발급하십시오.',
    ],
  ),
  'certificate-unknown-authority': entry(
    false,
    [
      'The certificate of {address} is signed by nobody trusted here ({reason}).',
      'Choose the CA file that signed it. If it was the right one before, ask whether the host was set up anew.',
    ],
    [
      '{address}의 인증서를 서명한 기관을 신뢰할 수 없습니다({reason}).',
      '인증서를 서명한 CA 파일을 지정하십시오. 전에는 맞았다면 호스트를 새로 설정했는지 확인하십시오.',
    ],
  ),
  'certificate-revoked': entry(
    false,
    ['The certificate of {address} was revoked.', 'Do not go on; ask whoever runs the host.'],
    ['{address}의 인증서가 폐기되었습니다.', '계속하지 말고 호스트 관리자에게 문의하십시오.'],
  ),
  'client-certificate-refused': entry(
    false,
    [
      '{address} refused your certificate ({reason}).',
      'Choose the certificate and key that were made for you by the CA of this host.',
    ],
    ['{address}에서 내 인증서를 거부했습니다({reason}).', '이 호스트의 CA가 나에게 발급한 인증서와 키를 지정하십시오.'],
  ),
  'client-certificate-expired': entry(
    false,
    ['{file} expired on {until}.', 'Ask the person who runs the host for a new client certificate, and choose it.'],
    ['{file} 인증서가 {until}에 만료되었습니다.', '호스트 관리자에게 새 클라이언트 인증서를 받아 지정하십시오.'],
  ),
  'certificate-file-unreadable': entry(
    false,
    ['{file} cannot be used: {reason}', 'Choose a file in PEM form that this user may read.'],
    ['{file} 파일을 쓸 수 없습니다: {reason}', '이 사용자가 읽을 수 있는 PEM 형식의 파일을 지정하십시오.'],
  ),
  'certificate-key-locked': entry(
    false,
    ['{file} is locked by a passphrase.', 'TLS keys are used without one: openssl pkey -in {file} -out key.pem'],
    ['{file} 키에 암호가 걸려 있습니다.', 'TLS 키는 암호 없이 사용합니다: openssl pkey -in {file} -out key.pem'],
  ),
  'certificate-key-mismatch': entry(
    false,
    ['{file} is not the key of the certificate.', 'Choose the two files that were made together.'],
    ['{file}은(는) 이 인증서의 키가 아닙니다.', '함께 만든 인증서와 키를 지정하십시오.'],
  ),
  'streams-full': entry(
    true,
    [
      '{address} allows {limit} live streams at a time, and all are in use.',
      'Berth looks every few seconds instead. More are possible with MaxSessions or AllowStreamLocalForwarding in sshd_config.',
    ],
    [
      '{address}에서는 실시간 연결을 {limit}개까지만 열 수 있고 모두 사용 중입니다.',
      '대신 몇 초마다 확인합니다. 더 열려면 sshd_config의 MaxSessions나 AllowStreamLocalForwarding을 바꾸십시오.',
    ],
  ),
  'context-unknown': entry(
    false,
    ['Docker has no context "{name}" here.', 'Known contexts: {known}. List them with: docker context ls'],
    [
      'Docker 컨텍스트 "{name}"이(가) 없습니다.',
      '등록된 컨텍스트: {known}. 목록은 docker context ls로 볼 수 있습니다.',
    ],
  ),
  'context-unusable': entry(
    false,
    ['The Docker context "{name}" cannot be used: {reason}', 'Look at it with: docker context inspect {name}'],
    ['Docker 컨텍스트 "{name}"을(를) 쓸 수 없습니다: {reason}', 'docker context inspect {name} 명령으로 확인하십시오.'],
  ),
} as const
