/** The words of sending word. */
export type NotifyTexts = {
  readonly notDelivered: (why: string) => string
  readonly stillUnderWay: (seconds: number) => string
}

/** See `NotifyTexts`. */
export const notifyTextsEn: NotifyTexts = {
  notDelivered: (why) => `Word of this could not be delivered. ${why}`,
  stillUnderWay: (seconds) => `No answer came within ${String(seconds)} s.`,
}

/** See `NotifyTexts`. */
export const notifyTextsKo: NotifyTexts = {
  notDelivered: (why) => `알림을 전송하지 못했습니다. ${why}`,
  stillUnderWay: (seconds) => `${String(seconds)}초 안에 응답이 없습니다.`,
}
