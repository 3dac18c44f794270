import { errorEntry as entry } from './error-entry'

/** Errors of asking an image registry itself. (What Docker's engine says of one stands with the hosts' errors.) */
export const registryErrors = {
  'registry-login-needed': entry(
    false,
    [
      '{registry} does not show {repository} without a login.',
      'Log in with docker login {registry}. Or check the name: some registries say the same of a repository that they do not have.',
    ],
    [
      '{registry}에서 {repository}을(를) 보려면 로그인해야 합니다.',
      'docker login {registry} 명령으로 로그인하십시오. 이름도 확인하십시오. 없는 저장소에도 같은 답을 하는 레지스트리가 있습니다.',
    ],
  ),
  'typed-login-refused': entry(
    false,
    [
      '{registry} refuses the login that was typed in for it, asked about {reference}.',
      'Change it in the settings, under Registries, or forget it there: Docker’s own login for {registry} is used then. Some registries say the same of a repository that they do not have.',
    ],
    [
      '{registry}에서 {reference} 요청에 쓴 직접 입력한 로그인을 거부했습니다.',
      '설정의 레지스트리에서 바꾸거나 지우십시오. 지우면 {registry}에 대한 Docker의 로그인을 씁니다. 없는 저장소에도 같은 답을 하는 레지스트리가 있습니다.',
    ],
  ),
  'registry-forbidden': entry(
    false,
    [
      '{registry} does not let this login see {repository}: {reason}',
      'Ask whoever manages {registry} for read access, or log in again with docker login {registry}: Amazon’s logins end after 12 hours.',
    ],
    [
      '{registry}에서 이 계정은 {repository}을(를) 볼 수 없습니다: {reason}',
      '{registry} 관리자에게 읽기 권한을 요청하거나 docker login {registry} 명령으로 다시 로그인하십시오. Amazon 레지스트리의 로그인은 12시간 뒤에 끝납니다.',
    ],
  ),
  'repository-unknown': entry(
    false,
    [
      '{registry} has no repository {repository}, or hides it from this login.',
      'Check the name of the image, and that something was pushed there.',
    ],
    [
      '{registry}에 {repository} 저장소가 없거나 이 계정에는 보이지 않습니다.',
      '이미지 이름을 확인하고 그 저장소에 푸시한 이미지가 있는지 확인하십시오.',
    ],
  ),
  'registry-rate-limited': entry(
    true,
    [
      '{registry} was asked too often and says no more about {repository}: {reason}',
      'Wait, or log in with docker login {registry}, which often raises the limit. What was read before is still shown.',
    ],
    [
      '{registry}의 요청 한도를 넘어 {repository} 정보를 더 받을 수 없습니다: {reason}',
      '기다리거나 docker login {registry} 명령으로 로그인하십시오. 로그인하면 한도가 늘어나는 경우가 많습니다. 이미 읽은 내용은 계속 표시됩니다.',
    ],
  ),
  'registry-failing': entry(
    true,
    [
      '{registry} fails when it is asked about {repository}: {reason}',
      'Berth has tried several times. The fault is the registry’s: look again later, or tell whoever manages it.',
    ],
    [
      '{registry}에서 {repository} 요청을 처리하지 못했습니다: {reason}',
      '여러 번 시도했습니다. 레지스트리의 문제이므로 나중에 다시 확인하거나 관리자에게 알리십시오.',
    ],
  ),
  'registry-not-reached': entry(
    true,
    [
      '{address} does not answer, so nothing new is known of {repository}: {reason}',
      'Check the network, VPN or proxy (HTTPS_PROXY) of this computer, and the name of the registry.',
    ],
    [
      '{address}에서 응답이 없어 {repository}의 새 정보를 알 수 없습니다: {reason}',
      '이 컴퓨터의 네트워크나 VPN, 프록시(HTTPS_PROXY), 레지스트리 이름을 확인하십시오.',
    ],
  ),
  'registry-not-trusted': entry(
    false,
    [
      '{address} cannot prove that it is who it says: {reason}',
      'Nothing was sent there. Put the certificate of a company’s own authority where Docker looks for it, too: certs.d/{registry}/ca.crt below /etc/docker or ~/.docker.',
    ],
    [
      '{address}의 신원을 확인할 수 없습니다: {reason}',
      '아무것도 보내지 않았습니다. 사내 인증 기관을 쓴다면 그 인증서를 Docker와 같은 위치에 두십시오: /etc/docker 또는 ~/.docker 아래의 certs.d/{registry}/ca.crt',
    ],
  ),
  'registry-not-tls': entry(
    false,
    [
      '{address} does not speak TLS, and Berth sends nothing in the clear over a network.',
      'Have TLS switched on there. Only a registry that a host’s engine names as insecure (insecure-registries) is asked without it.',
    ],
    [
      '{address}은(는) TLS를 쓰지 않으며, Berth는 네트워크로 암호화되지 않은 내용을 보내지 않습니다.',
      '레지스트리에서 TLS를 켜십시오. 호스트의 엔진에 insecure-registries로 등록된 레지스트리만 TLS 없이 연결합니다.',
    ],
  ),
  'registry-answer-invalid': entry(
    false,
    [
      '{registry} gave no usable answer about {repository}: {reason}',
      'Check that {registry} is an image registry and that no proxy or login page answers in its place.',
    ],
    [
      '{repository}에 대한 {registry}의 응답을 쓸 수 없습니다: {reason}',
      '{registry}이(가) 이미지 레지스트리인지, 프록시나 로그인 페이지가 대신 응답하지 않는지 확인하십시오.',
    ],
  ),
  'registry-led-astray': entry(
    false,
    [
      '{registry} leads to {address} for {repository}, where Berth does not go: {reason}',
      'Nothing was sent there. Tell whoever manages the registry: its address or proxy is set up wrongly.',
    ],
    [
      '{registry}이(가) {repository} 요청을 {address}(으)로 보내려 하지만 Berth는 따르지 않습니다: {reason}',
      '그 주소로는 아무것도 보내지 않았습니다. 레지스트리의 주소나 프록시 설정이 잘못되었으니 관리자에게 알리십시오.',
    ],
  ),
  'registry-content-changed': entry(
    false,
    [
      'What {registry} sent for {repository} is not what {digest} names.',
      'Nothing of it was used. Something between here and the registry changes or cuts what it sends.',
    ],
    [
      '{registry}에서 받은 {repository} 내용이 {digest} 값과 일치하지 않습니다.',
      '받은 내용은 쓰지 않았습니다. 레지스트리와 이 컴퓨터 사이에서 내용이 바뀌거나 잘렸습니다.',
    ],
  ),
  'manifest-unsupported': entry(
    false,
    [
      '{reference} of {repository} is of a format that is not run any more: {format}.',
      'Build and push it again with a current Docker or BuildKit ({registry} keeps it as it was pushed).',
    ],
    [
      '{repository}의 {reference}은(는) 더 이상 실행할 수 없는 형식입니다: {format}.',
      '최신 Docker나 BuildKit으로 다시 빌드하여 푸시하십시오({registry}에는 푸시한 그대로 저장됩니다).',
    ],
  ),
} as const
