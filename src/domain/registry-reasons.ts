/** Why an image registry's answer is of no use, or none came; joined into `errorReasons`. */
export const registryReasons = {
  'try-later': { en: 'try again later', ko: '나중에 다시 시도할 것' },
  'try-again-at': {
    en: 'ask again after {until} (in {seconds} s)',
    ko: '{until} 이후에 다시 요청할 것({seconds}초 뒤)',
  },
  'not-http': { en: 'it is not HTTP', ko: 'HTTP가 아님' },
  'answer-too-large': { en: 'it is larger than {bytes} bytes', ko: '{bytes}바이트보다 큼' },
  'no-tag-list': { en: 'it is no list of tags', ko: '태그 목록이 아님' },
  'no-manifest': { en: 'it is no manifest', ko: '매니페스트가 아님' },
  'no-config': { en: 'it is no configuration of an image', ko: '이미지 설정이 아님' },
  'config-missing': {
    en: 'the configuration that its manifest names is gone',
    ko: '매니페스트에 적힌 이미지 설정이 없음',
  },
  'platform-missing': {
    en: 'the image that its index names for {platform} is gone',
    ko: '인덱스에 적힌 {platform} 이미지가 없음',
  },
  'no-token': { en: 'its token server gave no token', ko: '토큰 서버가 토큰을 주지 않음' },
  'token-redirected': {
    en: 'its token server sends credentials elsewhere',
    ko: '토큰 서버가 인증 정보를 다른 곳으로 보내려 함',
  },
  'link-unreadable': { en: 'the link to its next page cannot be read', ko: '다음 페이지 링크를 읽을 수 없음' },
  'redirect-unreadable': { en: 'it leads to an address that cannot be read', ko: '읽을 수 없는 주소로 이동시킴' },

  'storage-refuses': {
    en: 'it leads to {address}, which refuses (HTTP {status})',
    ko: '{address}(으)로 이동시켰으나 그곳에서 거부함(HTTP {status})',
  },
  'no-realm': { en: 'that is no address of a token server', ko: '토큰 서버 주소가 아님' },
  'left-tls': { en: 'it is not encrypted, and the registry is', ko: '레지스트리와 달리 암호화되지 않음' },
  'link-to-other-host': {
    en: 'a list of tags goes on at its own registry',
    ko: '태그 목록은 같은 레지스트리에서 이어져야 함',
  },
  'too-many-redirects': { en: 'it leads on more than {limit} times', ko: '{limit}번 넘게 이동시킴' },

  'proxy-unusable': {
    en: 'the address in {variable} is none of a proxy that can be used (http:// or https://)',
    ko: '{variable}의 주소는 쓸 수 있는 프록시 주소(http:// 또는 https://)가 아님',
  },
  'proxy-silent': { en: 'the proxy {proxy} does not answer', ko: '프록시 {proxy}에서 응답이 없음' },
  'proxy-refuses': {
    en: 'the proxy {proxy} does not lead there (HTTP {status})',
    ko: '프록시 {proxy}이(가) 연결을 거부함(HTTP {status})',
  },
  'proxy-login-needed': {
    en: 'the proxy {proxy} asks for a login; put it into its address: http://user:password@{proxy}',
    ko: '프록시 {proxy}에 로그인이 필요함. 주소에 http://user:password@{proxy}처럼 적을 것',
  },
  'proxy-login-refused': {
    en: 'the proxy {proxy} refuses the login in its address',
    ko: '프록시 {proxy}이(가) 주소에 적힌 로그인을 거부함',
  },

  'identity-token-not-taken': {
    en: 'only an identity token is kept, and the registry takes a password',
    ko: 'ID 토큰만 저장되어 있으나 레지스트리는 비밀번호를 요구함',
  },
} as const
