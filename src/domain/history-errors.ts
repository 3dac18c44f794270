import { errorEntry as entry } from './error-entry'

/** Errors of reading the history and of publishing the slots file. */
export const historyErrors = {
  'history-unknown': entry(
    false,
    [
      'The history of this host has no deployment {deployment}.',
      'The last 1,000 deployments are kept. The slot’s page shows what runs.',
    ],
    [
      '이 호스트의 기록에 {deployment} 배포가 없습니다.',
      '최근 배포 1,000건만 보관합니다. 실행 중인 버전은 슬롯 화면에서 확인하십시오.',
    ],
  ),
  'last-log-gone': entry(
    false,
    [
      'The last lines of {service} are not on the host any more.',
      'They go when a newer deployment needs the room, or with a prune. Everything else of this entry is here.',
    ],
    [
      '{service}의 마지막 로그가 호스트에 남아 있지 않습니다.',
      '이후 배포나 prune으로 지워질 수 있습니다. 이 항목의 다른 내용은 그대로 볼 수 있습니다.',
    ],
  ),
  'export-failed': entry(
    false,
    ['The history could not be written: {reason}', 'Choose another place; nothing was written over.'],
    ['기록을 저장하지 못했습니다: {reason}', '다른 위치를 선택하십시오. 덮어쓴 파일은 없습니다.'],
  ),
  'slots-file-outdated': entry(
    false,
    [
      '{by} published version r{version} after you looked. Nothing of yours was published.',
      'Check your file again: the comparison is then with r{version}.',
    ],
    [
      '확인하신 뒤에 {by} 님이 r{version} 버전을 게시했습니다. 이 파일은 게시되지 않았습니다.',
      '파일을 다시 검사하십시오. 그러면 r{version} 버전과 비교합니다.',
    ],
  ),
  'slots-file-unchecked': entry(
    false,
    [
      'This slots file is not the one that was checked. Nothing was published.',
      'Choose the file again, look at what changes, and publish then.',
    ],
    ['검사한 슬롯 파일이 아닙니다. 게시된 것은 없습니다.', '파일을 다시 선택하고 변경 내용을 본 뒤 게시하십시오.'],
  ),
  'slots-file-faulty': entry(
    false,
    [
      'The slots file has {count} faults, so it was not published. What was published before stays in use.',
      'Correct the lines named and check again.',
    ],
    [
      '슬롯 파일에 오류가 {count}건 있어 게시하지 않았습니다. 기존에 게시된 파일을 계속 사용합니다.',
      '표시된 줄을 고친 뒤 다시 검사하십시오.',
    ],
  ),
  'slots-file-gone': entry(
    false,
    [
      'The content of version r{version} is not on the host any more.',
      'The last ten versions are kept. Publish the file from your own copy.',
    ],
    [
      'r{version} 버전의 내용이 호스트에 남아 있지 않습니다.',
      '최근 10개 버전만 보관합니다. 가지고 있는 파일로 게시하십시오.',
    ],
  ),
} as const
