import { dockerReasons } from './docker-reasons'
import { registryReasons } from './registry-reasons'

/** Why something failed, where the reason is Berth's own word and not the system's. Placeholders in braces. */
type ReasonText = { readonly en: string; readonly ko: string }

/** Reasons that stand behind the message of an error, as its `{reason}`, in both languages. */
export const errorReasons = {
  'connection-closed': { en: 'connection closed', ko: '연결이 끊김' },
  'connection-refused': { en: 'connection refused', ko: '연결이 거부됨' },
  'no-answer-in-time': { en: 'no answer in time', ko: '제한 시간 안에 응답 없음' },
  'no-sign-of-life': { en: 'no sign of life', ko: '연결에 아무 반응이 없음' },
  'no-network-route': { en: 'no way there from this network', ko: '이 네트워크에서 갈 수 없음' },
  'name-service-silent': { en: 'the name service does not answer', ko: '이름 서비스(DNS)가 응답하지 않음' },
  closed: { en: 'closed', ko: '연결을 닫음' },
  'event-stream-ended': { en: 'the event stream ended', ko: '이벤트 수신이 끝남' },
  'nobody-let-in': { en: 'the server lets nobody in at the moment', ko: '서버가 지금은 아무도 받지 않음' },
  'key-keeps-changing': { en: 'its key changes', ko: '호스트 키가 계속 바뀜' },
  'no-session-free': { en: 'no session is free', ko: '남은 세션이 없음' },
  'docker-client-ended': { en: 'docker system dial-stdio ended', ko: 'docker system dial-stdio가 종료됨' },
  'nothing-listens': { en: 'nothing listens at {path}', ko: '{path}에서 응답하는 프로그램이 없음' },
  'no-way-from-jump': { en: 'no way from {jump} to {target}', ko: '{jump}에서 {target}(으)로 갈 수 없음' },

  'file-missing': { en: 'it is not there', ko: '파일이 없음' },
  'file-too-large': { en: 'it is larger than {bytes} bytes', ko: '{bytes}바이트보다 큼' },
  'not-a-file': { en: 'it is no file', ko: '일반 파일이 아님' },
  'no-key-inside': { en: 'it holds no key', ko: '키가 들어 있지 않음' },
  'key-broken': { en: 'it is broken, or of an unknown kind', ko: '손상되었거나 알 수 없는 종류임' },
  'too-many-rounds': {
    en: 'its passphrase takes {rounds} rounds; use the agent',
    ko: '암호 해독에 {rounds}회 반복이 필요함. 에이전트를 사용할 것',
  },
  'no-certificate-inside': { en: 'it holds no certificate in PEM form', ko: 'PEM 형식의 인증서가 들어 있지 않음' },
  'no-private-key-inside': { en: 'it holds no private key in PEM form', ko: 'PEM 형식의 개인 키가 들어 있지 않음' },

  'no-value': { en: 'it has no value', ko: '값이 없음' },
  'criterion-without-value': { en: '{criterion} has no value', ko: '{criterion}에 값이 없음' },
  'not-a-setting': { en: 'it is no setting', ko: '설정이 아님' },
  'hash-needs-quotes': { en: 'a value that holds # has to stand in quotes', ko: '#이 들어간 값은 따옴표로 묶어야 함' },
  'quote-open': { en: 'a quote is not closed, or a value is missing', ko: '따옴표가 닫히지 않았거나 값이 없음' },
  'not-an-address-family': { en: 'it is none of any, inet and inet6', ko: 'any, inet, inet6 가운데 하나가 아님' },
  'not-yes-or-no': { en: 'it is neither yes nor no', ko: 'yes나 no가 아님' },
  'not-a-port': { en: 'a port is a number from 1 to 65535', ko: '포트는 1에서 65535 사이의 숫자여야 함' },
  'not-a-time': { en: 'a time looks like 90 or 1m30s', ko: '시간은 90 또는 1m30s처럼 적어야 함' },
  'not-a-jump': { en: 'a jump looks like user@host:port', ko: '경유 호스트는 user@host:port처럼 적어야 함' },
  'includes-too-deep': {
    en: 'files include each other more than 16 deep',
    ko: '파일이 서로를 16단계 넘게 포함함',
  },
  'too-many-files': { en: 'more than {limit} files', ko: '파일이 {limit}개보다 많음' },
  'too-many-jumps': { en: 'more than 8 jumps to {host}', ko: '{host}까지 경유 호스트가 8개보다 많음' },
  'variable-missing': { en: 'the environment has no {name}', ko: '환경 변수 {name}이(가) 없음' },

  'host-not-checked': {
    en: 'it does not check who the host is (SkipTLSVerify), which Berth always does',
    ko: '호스트를 확인하지 않는 설정(SkipTLSVerify)임. Berth는 항상 확인함',
  },
  'field-unexpected': {
    en: '{file}: the field {field} is not as expected',
    ko: '{file}: {field} 항목이 올바르지 않음',
  },
  'not-json': { en: '{file}: it is not JSON', ko: '{file}: JSON이 아님' },
  'file-above-1-mb': { en: '{file} is larger than 1 MB', ko: '{file} 파일이 1MB보다 큼' },
  'name-empty': { en: 'is empty', ko: '비어 있음' },
  'name-unprintable': {
    en: 'holds a slash or a character that cannot be shown',
    ko: '슬래시나 표시할 수 없는 문자가 들어 있음',
  },
  'name-taken': { en: 'another host is named "{name}"', ko: '"{name}" 이름을 쓰는 호스트가 이미 있음' },
  'local-engine-stays': {
    en: 'the local engine is shown for as long as no other host is named; add one first',
    ko: '다른 호스트가 없으면 로컬 엔진이 표시됨. 먼저 다른 호스트를 추가할 것',
  },
  'hosts-by-hand': {
    en: 'the hosts of this run were given when it was started',
    ko: '이번 실행의 호스트는 시작할 때 지정됨',
  },
  'question-over': { en: 'nobody waits for this answer any more', ko: '더 이상 기다리는 질문이 아님' },

  'no-host-address': { en: '"{written}" is no address of a host', ko: '"{written}"은(는) 호스트 주소가 아님' },

  ...dockerReasons,
  ...registryReasons,
} as const satisfies Record<string, ReasonText>

/** The code of such a reason. */
export type ReasonCode = keyof typeof errorReasons

type Values = Readonly<Record<string, string | number | boolean>>

const prefix = 'reason.'

/**
 * Details that give an error a reason of Berth's own: `reason` in English, as scripts read it, and beside it what another
 * language needs (`reason.code`, `reason.path` …).
 */
export function reasonDetails(code: ReasonCode, values: Values = {}): Values {
  const named = Object.entries({ ...values, code }).map(([name, value]) => [`${prefix}${name}`, value] as const)
  return { reason: fill(errorReasons[code].en, values), ...Object.fromEntries(named) }
}

/** The reason in a language; null where it is not one of Berth's own, or of a newer version. */
export function reasonIn(details: Values, language: keyof ReasonText): string | null {
  const code = details[`${prefix}code`]
  if (typeof code !== 'string' || !Object.hasOwn(errorReasons, code)) return null
  const own = Object.entries(details).filter(([name]) => name.startsWith(prefix))
  const values = Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value] as const))
  return fill(errorReasons[code as ReasonCode][language], values)
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
