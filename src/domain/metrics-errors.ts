import { errorEntry as entry } from './error-entry'

/** Errors of measuring. */
export const metricsErrors = {
  'metrics-views-full': entry(
    true,
    ['{count} looks at metrics are open already.', 'Close one of them and try again. Nothing else is affected.'],
    [
      '측정 화면이 이미 {count}개 열려 있습니다.',
      '열린 화면을 하나 닫고 다시 시도하십시오. 다른 기능에는 영향이 없습니다.',
    ],
  ),
} as const
