/** The words of slots' states in the window and in the tray; the last two are of slots whose host does not answer. */
export const slotWords = {
  en: {
    healthy: 'Healthy',
    running: 'Running, no check',
    starting: 'Starting',
    deploying: 'Deploying',
    'rolling-back': 'Rolling back',
    puttingBack: 'Putting back',
    stopping: 'Stopping',
    restarting: 'Restarting',
    repairing: 'Leading proxy back',
    unhealthy: 'Unhealthy',
    locked: 'Locked',
    interrupted: 'Interrupted',
    stopped: 'Stopped',
    empty: 'Empty',
    connecting: 'Connecting',
    unreachable: 'Unreachable',
  },
  ko: {
    healthy: '정상',
    running: '실행 중 · 검사 없음',
    starting: '시작 중',
    deploying: '배포 중',
    'rolling-back': '롤백 중',
    puttingBack: '되돌리는 중',
    stopping: '중지하는 중',
    restarting: '재시작 중',
    repairing: '프록시 바로잡는 중',
    unhealthy: '비정상',
    locked: '잠김',
    interrupted: '중단됨',
    stopped: '중지됨',
    empty: '비어 있음',
    connecting: '연결 중',
    unreachable: '연결 안 됨',
  },
} as const

/** See `slotWords`. */
export type SlotWord = keyof (typeof slotWords)['en']
