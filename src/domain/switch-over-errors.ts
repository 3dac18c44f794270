import { errorEntry as entry } from './error-entry'

/** Errors of moving traffic from one container to the other. Their messages say what still works. */
export const switchOverErrors = {
  'proxy-missing': entry(
    false,
    [
      'There is no proxy container "{proxy}" on the host.',
      'Start it, or correct x-berth.proxy.container in the slots file. What ran before still serves.',
    ],
    [
      '호스트에 "{proxy}" 프록시 컨테이너가 없습니다.',
      '컨테이너를 시작하거나 슬롯 파일의 x-berth.proxy.container를 고치십시오. 이전 버전이 그대로 응답합니다.',
    ],
  ),
  'proxy-stopped': entry(
    false,
    [
      'The proxy container "{proxy}" does not run, so nothing can be switched over.',
      'Start it (docker start {proxy}) and try again. What ran before still runs.',
    ],
    [
      '"{proxy}" 프록시 컨테이너가 실행 중이 아니어서 전환할 수 없습니다.',
      '시작한 뒤(docker start {proxy}) 다시 시도하십시오. 이전 버전은 그대로 실행 중입니다.',
    ],
  ),
  'proxy-file-not-mounted': entry(
    false,
    [
      '{file} of the proxy "{proxy}" lies in no volume or bind mount: it would be lost with the container.',
      'Mount a volume at its folder and try again. What ran before still serves.',
    ],
    [
      '"{proxy}" 프록시의 {file} 파일이 볼륨이나 바인드 마운트에 있지 않아 컨테이너와 함께 사라집니다.',
      '파일이 있는 폴더에 볼륨을 마운트한 뒤 다시 시도하십시오. 이전 버전이 그대로 응답합니다.',
    ],
  ),
  'proxy-file-mounted-alone': entry(
    false,
    [
      '{file} is mounted into the proxy "{proxy}" by itself, so it cannot be replaced in one step.',
      'Mount the folder it lies in instead, and try again. What ran before still serves.',
    ],
    [
      '"{proxy}" 프록시에 {file} 파일만 따로 마운트되어 있어 한 번에 교체할 수 없습니다.',
      '파일 대신 폴더를 마운트한 뒤 다시 시도하십시오. 이전 버전이 그대로 응답합니다.',
    ],
  ),
  'proxy-file-read-only': entry(
    false,
    [
      '{file} of the proxy "{proxy}" is mounted read-only.',
      'Mount it without "ro" and try again. What ran before still serves.',
    ],
    [
      '"{proxy}" 프록시의 {file} 파일이 읽기 전용으로 마운트되어 있습니다.',
      '"ro" 없이 마운트한 뒤 다시 시도하십시오. 이전 버전이 그대로 응답합니다.',
    ],
  ),
  'proxy-target-missing': entry(
    false,
    [
      'The proxy\'s template wants "{placeholder}" of {service}, and its new container has none.',
      '"port" needs a published port, "address" and "name" a network that the proxy is on too. What ran before still serves.',
    ],
    [
      '프록시 템플릿에 {service} 서비스의 "{placeholder}" 값이 필요하지만 새 컨테이너에 없습니다.',
      'port에는 공개된 포트가, address와 name에는 프록시와 함께 쓰는 네트워크가 필요합니다. 이전 버전이 그대로 응답합니다.',
    ],
  ),
  'proxy-test-failed': entry(
    false,
    [
      'The proxy "{proxy}" does not accept its configuration with the new address of {service}.',
      'See its output. The file was put back and the old version serves; correct the template or the proxy.',
    ],
    [
      '"{proxy}" 프록시가 {service}의 새 주소를 넣은 설정을 받아들이지 않습니다.',
      '출력을 확인하십시오. 파일을 되돌렸고 이전 버전이 응답합니다. 템플릿이나 프록시 설정을 고치십시오.',
    ],
  ),
  'proxy-reload-failed': entry(
    false,
    [
      'The proxy "{proxy}" did not take its new configuration over for {service}.',
      'See its output and its log. The file was put back and the old version serves.',
    ],
    [
      '"{proxy}" 프록시가 {service}의 새 설정을 적용하지 않았습니다.',
      '출력과 로그를 확인하십시오. 파일을 되돌렸고 이전 버전이 응답합니다.',
    ],
  ),
} as const
