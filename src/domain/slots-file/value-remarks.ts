import { remarkEntry as entry } from './remark-entry'

/** About single values and keys. */
export const valueRemarks = {
  'text-expected': entry(
    ['Text belongs here.', 'Write one text; put true, false and the like in quotes.'],
    ['텍스트를 써야 합니다.', '텍스트 하나를 쓰십시오. true, false 등은 따옴표로 감싸십시오.'],
  ),
  'word-expected': entry(
    ['This is none of the words that can stand here.', 'Use one of: {words}.'],
    ['사용할 수 없는 값입니다.', '다음 중 하나를 쓰십시오: {words}.'],
  ),
  'boolean-expected': entry(
    ['true or false belongs here.', 'Write true or false.'],
    ['true나 false를 써야 합니다.', 'true 또는 false로 쓰십시오.'],
  ),
  'number-expected': entry(
    ['A number from {least} to {most} belongs here.', 'Correct the value.'],
    ['{least}부터 {most}까지의 숫자를 써야 합니다.', '값을 고치십시오.'],
  ),
  'duration-expected': entry(
    ['A duration with its unit belongs here.', 'Write it like 90s, 1m30s or 500ms.'],
    ['단위가 있는 시간을 써야 합니다.', '90s, 1m30s, 500ms처럼 쓰십시오.'],
  ),
  'size-expected': entry(
    ['A size belongs here.', 'Write it like 512m, 1.5g or 65536.'],
    ['크기를 써야 합니다.', '512m, 1.5g, 65536처럼 쓰십시오.'],
  ),
  'mode-expected': entry(
    ['Permissions belong here, in octal and in quotes.', 'Write them like "1777".'],
    ['8진수 권한을 따옴표로 감싸 써야 합니다.', '"1777"처럼 쓰십시오.'],
  ),
  'list-expected': entry(
    ['A list belongs here.', 'Write its entries with a dash each, or in brackets.'],
    ['목록을 써야 합니다.', '각 항목 앞에 -를 붙이거나 대괄호로 쓰십시오.'],
  ),
  'map-expected': entry(
    ['Keys with values belong here.', 'Write them as key: value.'],
    ['키와 값을 써야 합니다.', '키: 값 형식으로 쓰십시오.'],
  ),
  'value-missing': entry(
    ['There is no value.', 'Give it one, or remove the key.'],
    ['값이 없습니다.', '값을 쓰거나 키를 지우십시오.'],
  ),
  'value-too-long': entry(
    ['With its variables filled in the value is too long.', 'Shorten the variables.'],
    ['변수를 채우면 값이 너무 깁니다.', '변수 값을 줄이십시오.'],
  ),
  'name-missing': entry(
    ['There is no name before the equals sign.', 'Write NAME=value.'],
    ['등호 앞에 이름이 없습니다.', '이름=값 형식으로 쓰십시오.'],
  ),
  'named-twice': entry(
    ['{name} stands here twice.', 'Keep one of them.'],
    ['{name} 항목이 중복되었습니다.', '하나만 남기십시오.'],
  ),
  'name-invalid': entry(
    ['Docker does not take this name.', 'Use letters, digits, dots, dashes and underscores, a letter or digit first.'],
    ['Docker에서 쓸 수 없는 이름입니다.', '영문자, 숫자, 점, 빼기, 밑줄을 쓰고 영문자나 숫자로 시작하십시오.'],
  ),
  'key-missing': entry(
    ['The key {key} is missing.', 'Add {key}.'],
    ['{key} 키가 없습니다.', '{key} 키를 추가하십시오.'],
  ),
  'key-unknown': entry(
    ['{key} is no key that is known here.', 'Check the spelling. Berth ignores nothing, so it cannot go on.'],
    [
      '{key} 키는 여기에 쓸 수 없습니다.',
      '철자를 확인하십시오. Berth는 어떤 키도 무시하지 않으므로 진행하지 않습니다.',
    ],
  ),
  'too-many': entry(
    ['There are more than {most} of these.', 'Use fewer.'],
    ['{most}개를 넘었습니다.', '개수를 줄이십시오.'],
  ),
  'variable-required': entry(
    ['The variable {name} is not set: {reason}', 'Set it in .env or in the env of the slot.'],
    ['{name} 변수가 설정되지 않았습니다: {reason}', '.env나 슬롯의 env에 설정하십시오.'],
  ),
  'variable-unset': entry(
    [
      'The variable {name} is not set; it counts as empty.',
      'Set it in .env or in the env of the slot, or give it a default.',
    ],
    ['{name} 변수가 설정되지 않아 빈 값으로 처리됩니다.', '.env나 슬롯의 env에 설정하거나 기본값을 쓰십시오.'],
  ),
  'interpolation-invalid': entry(
    ['A dollar sign stands here without a variable.', 'Write $$ for a dollar sign.'],
    ['달러 기호 뒤에 변수가 없습니다.', '달러 기호 자체는 $$로 쓰십시오.'],
  ),
} as const
