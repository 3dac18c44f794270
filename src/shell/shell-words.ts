import type { Language } from '../domain/berth-error'
import type { LongWork } from './engine-channel'

type Operation = Extract<LongWork, { kind: 'deployment' }>['operation']

/** What the shell says outside the window, in one language. Names stand where no particle follows. */
export type ShellWords = {
  readonly openBerth: string
  readonly quitBerth: string
  readonly sample: string
  readonly worstOfAll: string
  readonly noSlots: string
  readonly more: (count: number) => string
  /** What goes on, as a sentence. */
  readonly running: Readonly<Record<Operation, (slot: string) => string>>
  readonly runningSeveral: (count: number, slots: string) => string
  readonly saving: string
  readonly keepInTray: string
  readonly keepWithoutWindow: string
  readonly wait: string
  readonly quitAnyway: string
  /** What comes of each answer, over a deployment. */
  readonly keepMeans: (isTold: boolean) => string
  readonly quitMeans: string
  /** The same over a file that is being written. */
  readonly keepSaveMeans: string
  readonly quitSaveMeans: string
}

const en: ShellWords = {
  openBerth: 'Open Berth',
  quitBerth: 'Quit Berth',
  sample: 'Sample',
  worstOfAll: 'No slot is followed. Worst of all:',
  noSlots: 'No slots',
  more: (count) => `${count} more`,
  running: {
    deploy: (slot) => `${slot} is being deployed.`,
    rollback: (slot) => `${slot} is being rolled back.`,
    stop: (slot) => `${slot} is being stopped.`,
    start: (slot) => `${slot} is being started.`,
    restart: (slot) => `${slot} is being restarted.`,
    repair: (slot) => `The proxy of ${slot} is being led back.`,
  },
  runningSeveral: (count, slots) => `${count} slots are being changed: ${slots}.`,
  saving: 'A file is being saved.',
  keepInTray: 'Keep Berth running in the tray',
  keepWithoutWindow: 'Keep Berth running without a window',
  wait: 'Wait here',
  quitAnyway: 'Quit anyway',
  keepMeans: (isTold) =>
    `Kept running, Berth finishes this without a window${isTold ? ', a notification tells how it went,' : ''} and then quits.`,
  quitMeans:
    'If Berth quits now, the slot stays as it is: the old containers are kept and can be started, and the slot shows as interrupted and stays locked.',
  keepSaveMeans: 'Kept running, Berth writes the file to its end and then quits.',
  quitSaveMeans: 'If Berth quits now, nothing is saved.',
}

const ko: ShellWords = {
  openBerth: 'Berth 열기',
  quitBerth: 'Berth 종료',
  sample: '샘플',
  worstOfAll: '팔로우한 슬롯이 없습니다. 전체에서 가장 나쁜 상태:',
  noSlots: '슬롯 없음',
  more: (count) => `외 ${count}개`,
  running: {
    deploy: (slot) => `배포가 진행 중입니다: ${slot}`,
    rollback: (slot) => `롤백이 진행 중입니다: ${slot}`,
    stop: (slot) => `중지하는 중입니다: ${slot}`,
    start: (slot) => `시작하는 중입니다: ${slot}`,
    restart: (slot) => `재시작하는 중입니다: ${slot}`,
    repair: (slot) => `프록시를 바로잡는 중입니다: ${slot}`,
  },
  runningSeveral: (count, slots) => `슬롯 ${count}개를 변경하는 중입니다: ${slots}`,
  saving: '파일을 저장하는 중입니다.',
  keepInTray: '트레이에서 계속 실행',
  keepWithoutWindow: '창 없이 계속 실행',
  wait: '여기서 대기',
  quitAnyway: '그래도 종료',
  keepMeans: (isTold) =>
    `계속 실행하면 창 없이 작업을 마치고${isTold ? ' 결과를 알림으로 알린 뒤' : ''} Berth가 종료됩니다.`,
  quitMeans:
    '지금 종료하면 슬롯은 현재 상태로 남습니다. 이전 컨테이너는 보존되어 다시 시작할 수 있고, 슬롯은 중단됨으로 표시되며 잠긴 채로 남습니다.',
  keepSaveMeans: '계속 실행하면 파일을 끝까지 쓴 뒤 Berth가 종료됩니다.',
  quitSaveMeans: '지금 종료하면 파일은 저장되지 않습니다.',
}

/** See `ShellWords`. */
export const shellWords: Readonly<Record<Language, ShellWords>> = { en, ko }
