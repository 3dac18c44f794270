import { remarkEntry as entry } from './remark-entry'

/** About files and YAML. */
export const fileRemarks = {
  'file-missing': entry(
    ['{file} is not there.', 'Check the path.'],
    ['{file} 파일이 없습니다.', '경로를 확인하십시오.'],
  ),
  'file-unreadable': entry(
    ['{file} cannot be read: {reason}', 'Check that it is a file and that you may read it.'],
    ['{file} 파일을 읽을 수 없습니다: {reason}', '파일인지, 읽기 권한이 있는지 확인하십시오.'],
  ),
  'file-too-large': entry(
    ['{file} is larger than {limit} KB.', 'Published files are kept on the host; keep data out of them.'],
    ['{file} 파일이 {limit}KB보다 큽니다.', '게시한 파일은 호스트에 보관됩니다. 데이터는 넣지 마십시오.'],
  ),
  'file-not-text': entry(
    ['{file} is not UTF-8 text.', 'Save it as UTF-8.'],
    ['{file} 파일이 UTF-8 텍스트가 아닙니다.', 'UTF-8로 저장하십시오.'],
  ),
  'file-outside': entry(
    ['{file} is a link that leads out of the folder of the compose file.', 'Put the file itself into the folder.'],
    ['{file} 링크가 compose 파일의 폴더 밖을 가리킵니다.', '파일을 폴더 안에 두십시오.'],
  ),
  'yaml-unreadable': entry(
    ['This is not YAML: {reason}', 'Correct the line; indentation and quotes are the usual causes.'],
    ['YAML로 읽을 수 없습니다: {reason}', '해당 줄을 고치십시오. 들여쓰기와 따옴표를 먼저 확인하십시오.'],
  ),
  'yaml-too-large': entry(
    ['Anchors and aliases unfold to more than {limit} values.', 'Write the file with fewer repetitions.'],
    ['앵커와 별칭을 펼치면 값이 {limit}개를 넘습니다.', '반복을 줄여 작성하십시오.'],
  ),
  'yaml-too-deep': entry(
    ['Values are nested more than {limit} deep.', 'Compose needs no more than about ten levels.'],
    ['값이 {limit}단계보다 깊게 중첩되어 있습니다.', 'Compose 파일은 보통 10단계를 넘지 않습니다.'],
  ),
  'yaml-alias-unknown': entry(
    ['There is no anchor &{name} above this line.', 'Define the anchor before it is used.'],
    ['이 줄 위에 앵커 &{name} 정의가 없습니다.', '앵커를 먼저 정의한 뒤 사용하십시오.'],
  ),
  'yaml-alias-loop': entry(
    ['The anchor &{name} contains itself.', 'Take the alias out of its own anchor.'],
    ['앵커 &{name} 안에 자기 자신이 들어 있습니다.', '앵커 안에서 자신의 별칭을 빼십시오.'],
  ),
  'yaml-tag-unsupported': entry(
    ['YAML tags such as {tag} are not read.', 'Write the value without a tag.'],
    ['{tag} 같은 YAML 태그는 지원하지 않습니다.', '태그 없이 값을 쓰십시오.'],
  ),
  'yaml-documents': entry(
    ['A second YAML document begins here.', 'Keep one document in the file.'],
    ['여기서 두 번째 YAML 문서가 시작됩니다.', '파일에는 문서를 하나만 두십시오.'],
  ),
  'merge-invalid': entry(
    ['<< takes a map, or a list of maps.', 'Let it name an anchor that holds a map.'],
    ['<< 뒤에는 맵이나 맵 목록이 와야 합니다.', '맵을 담은 앵커를 지정하십시오.'],
  ),
  'key-twice': entry(
    ['The key {key} stands here a second time.', 'Keep one of the two; Compose would silently take the last.'],
    ['{key} 키가 중복되었습니다.', '하나만 남기십시오. Compose는 말없이 마지막 값을 씁니다.'],
  ),
  'key-not-text': entry(
    ['A key has to be a word.', 'Write it as plain text, or in quotes.'],
    ['키는 단어여야 합니다.', '일반 텍스트나 따옴표로 감싼 텍스트로 쓰십시오.'],
  ),
  'scalar-ambiguous': entry(
    ['Versions of Compose read this value differently.', 'Write it in quotes.'],
    ['Compose 버전마다 이 값을 다르게 읽습니다.', '따옴표로 감싸십시오.'],
  ),
  schema: entry(
    ['The Compose Specification does not allow this: {reason}', 'Correct the value.'],
    ['Compose 명세에 어긋납니다: {reason}', '값을 고치십시오.'],
  ),
} as const
