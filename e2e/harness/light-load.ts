/**
 * Whether the processor's time is to be saved on what Berth's tests do not look at: `npm test` says so, and benches have
 * everything as it is.
 */
export function isLoadLight(): boolean {
  return process.env['BERTH_TEST_LOAD'] === 'light'
}
