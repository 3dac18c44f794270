import { remarkEntry as entry } from './remark-entry'

/** About slots and strategies: what `x-berth` says. */
export const slotRemarks = {
  'extension-missing': entry(
    ['The file has no x-berth, so it names no slots.', 'Add x-berth with slots.'],
    ['파일에 x-berth가 없어 슬롯을 알 수 없습니다.', 'x-berth와 slots를 추가하십시오.'],
  ),
  'services-missing': entry(
    ['The file has no services.', 'Add services.'],
    ['파일에 서비스가 없습니다.', 'services를 추가하십시오.'],
  ),
  'slot-name-invalid': entry(
    [
      '{slot} cannot be the name of a slot.',
      'Use small letters, digits, dashes and underscores, a letter or digit first.',
    ],
    ['슬롯 이름으로 쓸 수 없습니다: {slot}', '영문 소문자, 숫자, 빼기, 밑줄을 쓰고 소문자나 숫자로 시작하십시오.'],
  ),
  'branch-pattern-invalid': entry(
    ['branch is not a regular expression: {reason}', 'Write it like {pattern}, which matches a tag like {example}.'],
    ['branch가 정규식이 아닙니다: {reason}', '다음처럼 쓰십시오: {pattern} (맞는 태그의 예: {example})'],
  ),
  'branch-without-summary': entry(
    [
      'branch has no group (?<summary>…), so nobody can tell what a kickoff is about.',
      'Name the part that tells it, as in {pattern}, which matches a tag like {example}.',
    ],
    [
      'branch에 (?<summary>…) 그룹이 없어 킥오프의 내용을 알 수 없습니다.',
      '내용에 해당하는 부분에 이름을 붙이십시오. 예: {pattern} (맞는 태그의 예: {example})',
    ],
  ),
  'platform-without-version': entry(
    [
      'platform does not say where the version stands: every version would be written {written}.',
      'Write it like {pattern}: version 1.3.10 is then {example}.',
    ],
    [
      'platform에 버전이 들어갈 자리가 없어 모든 버전이 똑같이 표시됩니다: {written}',
      '다음처럼 쓰십시오: {pattern} (1.3.10 버전의 표시: {example})',
    ],
  ),
  'url-invalid': entry(
    ['This is not a web address.', 'Write it with http:// or https:// and without a user name.'],
    ['웹 주소가 아닙니다.', 'http:// 또는 https://로 시작하고 사용자 이름 없이 쓰십시오.'],
  ),
  'url-service-unknown': entry(
    ['urls names {service}, which is no service of this file.', 'Correct the name.'],
    ['urls의 {service}: 이 파일에 없는 서비스입니다.', '이름을 고치십시오.'],
  ),
  'variable-name-invalid': entry(
    ['{name} cannot be the name of a variable.', 'Use letters, digits and underscores, no digit first.'],
    ['변수 이름으로 쓸 수 없습니다: {name}', '영문자, 숫자, 밑줄을 쓰고 숫자로 시작하지 마십시오.'],
  ),
  'variable-given': entry(
    ['{name} is given by Berth itself.', 'Choose another name.'],
    ['{name} 변수는 Berth가 직접 정합니다.', '다른 이름을 쓰십시오.'],
  ),
  'color-missing': entry(
    ['{slot} has one of blue and green.', 'Add the other one, or remove this one.'],
    ['{slot} 슬롯에 blue와 green 중 하나만 있습니다.', '나머지 하나를 추가하거나 지우십시오.'],
  ),
  'colors-differ-in-names': entry(
    ['blue and green do not name the same variables: {names}', 'Give both a value for each.'],
    ['blue와 green의 변수 이름이 다릅니다: {names}', '양쪽에 모두 값을 쓰십시오.'],
  ),
  'slot-without-colors': entry(
    [
      '{service} is blue-green, but {slot} has no blue and green: there it is recreated.',
      'Add both to the slot, each with the variables that differ, such as a port.',
    ],
    [
      '{service} 서비스는 blue-green이지만 {slot} 슬롯에 blue와 green이 없어 recreate로 처리됩니다.',
      '포트처럼 서로 다른 변수를 담아 슬롯에 둘 다 추가하십시오.',
    ],
  ),
  'colors-share-port': entry(
    [
      '{service} publishes port {port} in both colours of {slot}; both run side by side for a while.',
      'Let a variable of blue and green give the port.',
    ],
    [
      '{slot} 슬롯의 두 색에서 {service} 서비스가 같은 포트 {port} 번을 씁니다. 두 컨테이너는 잠시 함께 실행됩니다.',
      '포트를 blue와 green의 변수로 정하십시오.',
    ],
  ),
  'color-in-recreate': entry(
    [
      '{service} is recreated in {slot} and yet differs between blue and green.',
      'Make it blue-green, or keep variables of colours out of it.',
    ],
    [
      '{slot} 슬롯의 {service} 서비스는 recreate인데 blue와 green의 설정이 다릅니다.',
      'blue-green으로 바꾸거나 색별 변수를 쓰지 마십시오.',
    ],
  ),
  'blue-green-writable-volume': entry(
    [
      'Two containers of {service} would write {targets} at the same time.',
      'Mount it read-only, recreate the service, or write sharedVolumes: true in its x-berth.',
    ],
    [
      '{service} 컨테이너 두 개가 동시에 쓰게 됩니다: {targets}',
      '읽기 전용으로 마운트하거나 recreate로 바꾸거나 x-berth에 sharedVolumes: true를 쓰십시오.',
    ],
  ),
  'blue-green-fixed-address': entry(
    [
      '{service} has a fixed address, which two containers cannot share.',
      'Remove the address, or recreate the service.',
    ],
    ['{service} 서비스의 고정 주소는 두 컨테이너가 함께 쓸 수 없습니다.', '주소를 지우거나 recreate로 바꾸십시오.'],
  ),
  'blue-green-without-network': entry(
    [
      '{service} has a network mode without names, so it cannot be switched side by side.',
      'Use networks, or recreate the service.',
    ],
    ['{service} 서비스의 네트워크 모드에서는 나란히 전환할 수 없습니다.', 'networks를 쓰거나 recreate로 바꾸십시오.'],
  ),
  'template-without-placeholder': entry(
    [
      'The template has none of {placeholders}: it would lead to the same container always.',
      'Write one of them where the address belongs.',
    ],
    [
      '템플릿에 {placeholders} 중 하나도 없어 항상 같은 컨테이너로 연결됩니다.',
      '주소가 들어갈 자리에 하나를 쓰십시오.',
    ],
  ),
  'template-port-unpublished': entry(
    [
      'The template asks for {placeholder}, but {service} publishes no TCP port.',
      'Publish a port that differs between blue and green, or use the name or the address in its place.',
    ],
    [
      '템플릿에 {placeholder} 자리가 있지만 {service} 서비스가 게시하는 TCP 포트가 없습니다.',
      'blue와 green에서 서로 다른 포트를 게시하거나 이름 또는 주소를 대신 쓰십시오.',
    ],
  ),
  'switch-over-unused': entry(
    ['switchOver has no effect on a service that is recreated.', 'Write strategy: blue-green, or remove it.'],
    ['recreate 서비스에는 switchOver가 적용되지 않습니다.', 'strategy: blue-green을 쓰거나 지우십시오.'],
  ),
  'probe-path-invalid': entry(
    ['The path of a probe begins with / and has no blanks.', 'Write it like /healthz.'],
    ['검사 경로는 /로 시작하고 빈칸이 없어야 합니다.', '/healthz처럼 쓰십시오.'],
  ),
  'proxy-file-twice': entry(
    [
      '{file} would be written by {other} and by {service}.',
      'Give each a file of its own, for example with the variable SLOT in its name.',
    ],
    [
      '{file} 파일을 {other}, {service} 둘이 함께 쓰게 됩니다.',
      'SLOT 변수를 이름에 넣는 등 각각 다른 파일을 쓰십시오.',
    ],
  ),
  'port-in-two-slots': entry(
    [
      'Port {port} of the host is also published by {slot}; only one of the two can run.',
      'Give each slot a port of its own.',
    ],
    [
      '호스트 포트 {port}: {slot} 슬롯도 사용합니다. 둘 중 하나만 실행할 수 있습니다.',
      '슬롯마다 다른 포트를 쓰십시오.',
    ],
  ),
  'container-name-in-two-slots': entry(
    [
      'The container name {name} is also used by {slot}; only one of the two can exist.',
      'Put the variable SLOT into the name, or remove container_name.',
    ],
    [
      '{name} 컨테이너 이름을 {slot} 슬롯도 사용합니다. 둘 중 하나만 만들 수 있습니다.',
      '이름에 SLOT 변수를 넣거나 container_name을 지우십시오.',
    ],
  ),
} as const
