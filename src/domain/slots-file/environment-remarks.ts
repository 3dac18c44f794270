import { remarkEntry as entry } from './remark-entry'

/** About variables and environment files. */
export const environmentRemarks = {
  'environment-value-missing': entry(
    [
      '{name} has no value: Compose would take it from the shell of whoever runs it.',
      'Give it one here, in .env or in the env of the slot.',
    ],
    [
      '{name} 변수에 값이 없습니다. Compose는 실행하는 사람의 셸에서 값을 가져옵니다.',
      '여기나 .env, 슬롯의 env에 값을 쓰십시오.',
    ],
  ),
  'env-file-missing': entry(
    ['{path} is not there.', 'Add the file, or write required: false.'],
    ['{path} 파일이 없습니다.', '파일을 추가하거나 required: false를 쓰십시오.'],
  ),
  'env-file-outside': entry(
    [
      '{path} lies outside the folder of the compose file and cannot be published with it.',
      'Put it into the folder and name it by a relative path.',
    ],
    ['{path} 파일이 compose 파일의 폴더 밖에 있어 함께 게시할 수 없습니다.', '폴더 안에 두고 상대 경로로 쓰십시오.'],
  ),
  'env-line-unreadable': entry(
    ['This line is not NAME=value.', 'Correct it, or begin it with # to make it a comment.'],
    ['이름=값 형식의 줄이 아닙니다.', '고치거나 #을 붙여 주석으로 만드십시오.'],
  ),
  'env-quote-open': entry(
    [
      'The quote of {name} does not end, or something follows it.',
      'Close the quote; a comment needs a blank before its #.',
    ],
    [
      '{name} 값의 따옴표가 닫히지 않았거나 뒤에 다른 글자가 있습니다.',
      '따옴표를 닫으십시오. 주석의 # 앞에는 빈칸이 필요합니다.',
    ],
  ),
  'env-escape-ambiguous': entry(
    [
      'Versions of Compose read a backslash in {name} differently.',
      'Use no other escapes than \\n \\r \\t \\" \\\\, in double quotes.',
    ],
    ['Compose 버전마다 {name} 값의 역슬래시를 다르게 읽습니다.', '큰따옴표 안에서 \\n \\r \\t \\" \\\\만 쓰십시오.'],
  ),
  'env-dollar-ambiguous': entry(
    [
      'Versions of Compose read a dollar sign in {name} differently.',
      'Write a variable in braces and without single quotes; put a plain dollar sign in single quotes.',
    ],
    [
      'Compose 버전마다 {name} 값의 달러 기호를 다르게 읽습니다.',
      '변수는 중괄호로 쓰고 작은따옴표로 감싸지 마십시오. 달러 기호 자체는 작은따옴표로 감싸십시오.',
    ],
  ),
  'env-variable-unreadable': entry(
    ['A variable within {name} cannot be filled in.', 'Check its braces, and that it is set.'],
    ['{name} 값 안의 변수를 채울 수 없습니다.', '중괄호와 변수 설정을 확인하십시오.'],
  ),
  'env-changes-compose': entry(
    ['{name} makes Compose read other files than this one.', 'Remove it from .env.'],
    ['{name} 변수가 있으면 Compose가 다른 파일을 읽습니다.', '.env에서 지우십시오.'],
  ),
} as const
