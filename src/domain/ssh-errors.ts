import { errorEntry as entry } from './error-entry'

/** Errors of reaching a host by SSH: its configuration, its host key, the login and the way to Docker's socket there. */
export const sshErrors = {
  'ssh-config-invalid': entry(
    false,
    ['{file}, line {line}: {field} cannot be read: {reason}.', 'Correct that line; ssh would stumble over it as well.'],
    [
      '{file} {line}행: {field} 항목을 읽을 수 없습니다: {reason}.',
      '해당 행을 고치십시오. ssh 명령에서도 같은 문제가 생깁니다.',
    ],
  ),
  'ssh-config-unsupported': entry(
    false,
    [
      '{file}, line {line}: Berth does not support {field}.',
      'It would change how the host is reached, so it is not ignored. Give the host a name of its own in that file, without it.',
    ],
    [
      '{file} {line}행: Berth는 {field} 항목을 지원하지 않습니다.',
      '접속 방법이 달라지는 항목이라 무시하지 않습니다. 이 항목이 없는 별도의 호스트 이름을 그 파일에 추가하십시오.',
    ],
  ),
  'ssh-config-unreadable': entry(
    false,
    ['{file} cannot be read: {reason}.', 'Check its permissions and its size (1 MB at most).'],
    ['{file} 파일을 읽을 수 없습니다: {reason}.', '파일의 권한과 크기(최대 1MB)를 확인하십시오.'],
  ),
  'ssh-known-hosts-unusable': entry(
    false,
    [
      '{file} cannot be used: {reason}.',
      'Without it Berth cannot tell whether {host} is the right host. Check its permissions and its size.',
    ],
    [
      '{file} 파일을 사용할 수 없습니다: {reason}.',
      '이 파일이 없으면 {host}이(가) 맞는 호스트인지 확인할 수 없습니다. 권한과 크기를 확인하십시오.',
    ],
  ),
  'ssh-host-key-unknown': entry(
    false,
    [
      'The host key of {host} is not known: {keyType} {fingerprint}.',
      'Compare the fingerprint with the host’s own, then accept it in the window or at a terminal. Where nobody can be asked (CI), put the key into ~/.ssh/known_hosts beforehand.',
    ],
    [
      '{host}의 호스트 키가 등록되어 있지 않습니다: {keyType} {fingerprint}.',
      '지문을 호스트의 것과 비교한 뒤 창이나 터미널에서 수락하십시오. 물어볼 수 없는 환경(CI)에서는 미리 ~/.ssh/known_hosts에 키를 등록하십시오.',
    ],
  ),
  'ssh-host-key-refused': entry(
    false,
    [
      'The host key of {host} was not accepted: {keyType} {fingerprint}.',
      'Nothing was sent to the host. Connect again once you have compared the fingerprint.',
    ],
    [
      '{host}의 호스트 키를 수락하지 않았습니다: {keyType} {fingerprint}.',
      '호스트에 아무것도 보내지 않았습니다. 지문을 비교한 뒤 다시 연결하십시오.',
    ],
  ),
  'ssh-host-key-changed': entry(
    false,
    [
      '{host} shows another host key than the one in {file}, line {line}: {keyType} {fingerprint}.',
      'Somebody may be listening in, or the host was set up anew. Ask who runs it; only then remove that line.',
    ],
    [
      '{host}의 호스트 키가 {file} {line}행의 키와 다릅니다: {keyType} {fingerprint}.',
      '누군가 통신을 가로채고 있거나 호스트가 다시 설치되었을 수 있습니다. 관리자에게 확인한 뒤에만 해당 행을 삭제하십시오.',
    ],
  ),
  'ssh-host-key-revoked': entry(
    false,
    [
      'The host key of {host} is revoked by {file}, line {line}: {keyType} {fingerprint}.',
      'Nobody should use this host until it has a new key. Nothing was sent to it.',
    ],
    [
      '{host}의 호스트 키는 {file} {line}행에서 폐기되었습니다: {keyType} {fingerprint}.',
      '새 키가 준비될 때까지 이 호스트를 사용하지 마십시오. 아무것도 보내지 않았습니다.',
    ],
  ),
  'ssh-host-authority-unsupported': entry(
    false,
    [
      '{host} is known only by a certificate authority ({file}, line {line}), which Berth cannot check.',
      'Add the host’s own key to known_hosts: ssh-keyscan {host}, compared with {fingerprint}.',
    ],
    [
      '{host}은(는) 인증 기관으로만 등록되어 있으며({file} {line}행) Berth는 이를 확인할 수 없습니다.',
      '호스트 자체의 키를 known_hosts에 추가하십시오: ssh-keyscan {host}. {fingerprint} 지문과 비교해야 합니다.',
    ],
  ),
  'ssh-handshake-failed': entry(
    false,
    [
      '{address} and Berth cannot agree on a safe connection: {reason}.',
      'Is there an SSH server at that port, and is it newer than OpenSSH 7.2?',
    ],
    [
      '{address}와(과) 안전한 연결을 맺을 수 없습니다: {reason}.',
      '해당 포트에 SSH 서버가 있는지, OpenSSH 7.2보다 새로운지 확인하십시오.',
    ],
  ),
  'ssh-login-refused': entry(
    false,
    [
      '{address} does not let {user} in. It takes: {accepted}. Tried: {tried}.',
      'Check the user, and that the key is in ~/.ssh/authorized_keys there (ssh-copy-id) or in the agent here (ssh-add).',
    ],
    [
      '{address}에서 {user} 사용자의 로그인을 거부했습니다. 허용 방식: {accepted}. 시도: {tried}.',
      '사용자를 확인하고, 키가 호스트의 ~/.ssh/authorized_keys에 있는지(ssh-copy-id) 또는 에이전트에 있는지(ssh-add) 확인하십시오.',
    ],
  ),
  'ssh-agent-keys-unusable': entry(
    false,
    [
      '{address} does not let {user} in. It takes: {accepted}. Tried: {tried}. The agent also holds {keys}, which Berth cannot use.',
      'Berth signs neither with security keys (FIDO) nor with certificates. Give the host a plain key of yours (ssh-keygen -t ed25519, then ssh-copy-id).',
    ],
    [
      '{address}에서 {user} 사용자의 로그인을 거부했습니다. 허용 방식: {accepted}. 시도: {tried}. 에이전트의 {keys} 키는 Berth에서 쓸 수 없습니다.',
      '보안 키(FIDO)와 인증서는 지원하지 않습니다. 일반 키를 만들어 호스트에 등록하십시오(ssh-keygen -t ed25519, ssh-copy-id).',
    ],
  ),
  'ssh-passphrase-missing': entry(
    false,
    [
      'The key {file} has a passphrase, and nobody gave it.',
      'Put the key into the agent (ssh-add {file}), or give the passphrase: in the window, at a terminal, or to the command line with --secret-fd.',
    ],
    [
      '{file} 키의 암호가 필요하지만 입력되지 않았습니다.',
      '키를 에이전트에 추가하거나(ssh-add {file}) 창이나 터미널에서 암호를 입력하십시오. 명령줄에서는 --secret-fd로도 전달할 수 있습니다.',
    ],
  ),
  'ssh-password-missing': entry(
    false,
    [
      '{address} asks {user} for a password or code, and nobody gave it.',
      'Log in with a key (ssh-copy-id), or give it: in the window, at a terminal, or to the command line with --secret-fd.',
    ],
    [
      '{address}에서 {user} 사용자의 비밀번호나 코드를 요구하지만 입력되지 않았습니다.',
      '키로 로그인하거나(ssh-copy-id) 창이나 터미널에서 입력하십시오. 명령줄에서는 --secret-fd로도 전달할 수 있습니다.',
    ],
  ),
  'ssh-key-passphrase-wrong': entry(
    false,
    ['None of the passphrases given opens {file}.', 'Try ssh-keygen -y -f {file} to see which one does.'],
    ['입력한 암호로 {file} 키를 열 수 없습니다.', 'ssh-keygen -y -f {file} 명령으로 맞는 암호를 확인하십시오.'],
  ),
  'ssh-key-unreadable': entry(
    false,
    [
      'The key {file} cannot be used: {reason}.',
      'Check the file; Berth reads RSA, ECDSA and Ed25519 keys in OpenSSH or PEM form.',
    ],
    [
      '{file} 키를 사용할 수 없습니다: {reason}.',
      '파일을 확인하십시오. OpenSSH 또는 PEM 형식의 RSA, ECDSA, Ed25519 키를 읽습니다.',
    ],
  ),
  'ssh-key-needs-device': entry(
    false,
    [
      '{file} needs a security key (FIDO), which Berth cannot use.',
      'Add another key for this host, for example: ssh-keygen -t ed25519.',
    ],
    [
      '{file}은(는) 보안 키(FIDO)가 필요하며 Berth에서는 쓸 수 없습니다.',
      '이 호스트에 다른 키를 추가하십시오. 예: ssh-keygen -t ed25519.',
    ],
  ),
  'ssh-key-dsa': entry(
    false,
    ['{file} is a DSA key, which is no longer safe.', 'Make a new key: ssh-keygen -t ed25519.'],
    ['{file}은(는) 더 이상 안전하지 않은 DSA 키입니다.', '새 키를 만드십시오: ssh-keygen -t ed25519.'],
  ),
  'ssh-key-putty': entry(
    false,
    ['{file} is a PuTTY key.', 'Export it in OpenSSH form: puttygen {file} -O private-openssh -o id_key.'],
    ['{file}은(는) PuTTY 키입니다.', 'OpenSSH 형식으로 내보내십시오: puttygen {file} -O private-openssh -o id_key.'],
  ),
  'ssh-key-certificate': entry(
    false,
    [
      '{address} refuses the key alone, and Berth cannot use its certificate {file}.',
      'Ask for the key itself to be allowed in authorized_keys.',
    ],
    [
      '{address}에서 키만으로는 로그인할 수 없으며 Berth는 인증서 {file}을(를) 쓸 수 없습니다.',
      '키 자체를 authorized_keys에 추가하도록 요청하십시오.',
    ],
  ),
  'ssh-jump-refused': entry(
    false,
    [
      'The jump host {jump} does not forward to {target}.',
      'Its sshd_config has to allow it (AllowTcpForwarding, PermitOpen).',
    ],
    [
      '경유 호스트 {jump}에서 {target}(으)로의 전달을 허용하지 않습니다.',
      '경유 호스트의 sshd_config에서 허용해야 합니다(AllowTcpForwarding, PermitOpen).',
    ],
  ),
  'ssh-forward-refused': entry(
    false,
    [
      '{address} opens no connection to {target} for this login.',
      'Its sshd_config has to allow it (AllowTcpForwarding, PermitOpen). A registry that this computer does not reach is asked through the host.',
    ],
    [
      '{address}에서 {target}(으)로의 연결을 허용하지 않습니다.',
      '호스트의 sshd_config에서 허용해야 합니다(AllowTcpForwarding, PermitOpen). 이 컴퓨터에서 접속할 수 없는 레지스트리는 호스트를 거쳐 조회합니다.',
    ],
  ),
  'ssh-forward-failed': entry(
    true,
    [
      'There is no way from {address} to {target}: {reason}',
      'Check the name of the registry, and on the host itself that it answers there. A registry that this computer does not reach is asked through the host.',
    ],
    [
      '{address}에서 {target}에 연결할 수 없습니다: {reason}',
      '레지스트리 이름과 호스트에서 그 주소로 접속할 수 있는지 확인하십시오. 이 컴퓨터에서 접속할 수 없는 레지스트리는 호스트를 거쳐 조회합니다.',
    ],
  ),
  'docker-client-missing': entry(
    false,
    [
      '{address} forbids forwarding to Docker’s socket, and has no docker client to go through.',
      'Set AllowStreamLocalForwarding yes in its sshd_config, or install the docker client there.',
    ],
    [
      '{address}에서 Docker 소켓 전달이 금지되어 있고 docker 클라이언트도 없습니다.',
      'sshd_config에 AllowStreamLocalForwarding yes를 설정하거나 호스트에 docker 클라이언트를 설치하십시오.',
    ],
  ),
  'docker-way-closed': entry(
    false,
    [
      'This login at {address} may neither forward to Docker’s socket nor run commands.',
      'Give it one of the two: AllowStreamLocalForwarding, or a shell (no ForceCommand, MaxSessions above 0).',
    ],
    [
      '{address}의 이 계정은 Docker 소켓 전달도 명령 실행도 할 수 없습니다.',
      '둘 중 하나를 허용하십시오: AllowStreamLocalForwarding 또는 셸(ForceCommand 없이, MaxSessions 1 이상).',
    ],
  ),
} as const
