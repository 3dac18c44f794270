import { errorEntry as entry } from './error-entry'

/** Errors of searching and filtering logs. `pattern-refused` carries one of the others as its reason. */
export const logErrors = {
  'pattern-refused': entry(
    false,
    ['"{pattern}" cannot be searched for. {reason}', 'Or switch the regular expression off and search for the text.'],
    ['"{pattern}" 패턴으로는 검색할 수 없습니다. {reason}', '정규식을 끄고 텍스트로 검색할 수도 있습니다.'],
  ),
  'pattern-faulty': entry(
    false,
    [
      'It is not a regular expression: {detail}.',
      'Put a backslash before marks that are meant as text: \\( \\[ \\* \\?',
    ],
    ['올바른 정규식이 아닙니다: {detail}.', '기호 자체를 찾으려면 앞에 역슬래시를 붙이십시오: \\( \\[ \\* \\?'],
  ),
  'pattern-part-refused': entry(
    false,
    [
      '"{part}" at position {position} is not supported: log search allows only what takes time in proportion to a line.',
      'Look-around, back references and \\p{…} classes are left out; several filters, some of them "not", often do the same.',
    ],
    [
      '{position}번째 글자의 "{part}" 구문은 지원하지 않습니다. 로그 검색은 줄 길이에 비례하는 시간에 끝나는 정규식만 허용합니다.',
      '전후방 탐색, 역참조, \\p{…} 클래스는 쓸 수 없습니다. 필터를 여러 개 쓰거나 "제외" 필터를 함께 써 보십시오.',
    ],
  ),
  'pattern-too-large': entry(
    false,
    [
      'The expression is too large once its repetitions are counted out.',
      'Use + or * instead of high counts, or shorten it.',
    ],
    ['반복 횟수를 펼치면 정규식이 너무 커집니다.', '큰 반복 횟수 대신 +나 *를 쓰거나 정규식을 줄이십시오.'],
  ),
  'pattern-engine-missing': entry(
    false,
    ['This process has no engine that keeps searches from running away.', 'Search for plain text here.'],
    ['이 프로세스에는 정규식 검색을 안전하게 실행할 엔진이 없습니다.', '여기서는 텍스트로 검색하십시오.'],
  ),
} as const
