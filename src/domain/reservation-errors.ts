import { errorEntry as entry } from './error-entry'

/** Errors of reserving a slot. */
export const reservationErrors = {
  'slot-reserved': entry(
    false,
    [
      '{slot} is reserved by {by} until {until}: {why}',
      'Nothing was changed. Ask {by}, wait, or overrule the reservation with a reason.',
    ],
    [
      '{slot} 예약됨: {by}, {until}까지. {why}',
      '변경된 것은 없습니다. {by} 님에게 물어보거나 기다리십시오. 사유를 적고 예약을 무시할 수도 있습니다.',
    ],
  ),
  'reservation-gone': entry(
    false,
    [
      'That reservation of {slot} has ended or is another one now.',
      'Nothing was changed. Look at who has the slot now.',
    ],
    [
      '{slot}의 그 예약은 끝났거나 다른 예약으로 바뀌었습니다.',
      '변경된 것은 없습니다. 지금 누가 예약했는지 확인하십시오.',
    ],
  ),
  'reservation-time-invalid': entry(
    false,
    [
      'A reservation ends in the future, {days} days from now at the latest.',
      'Choose another time. Nothing was changed.',
    ],
    ['예약은 지금부터 {days}일 안에 끝나야 합니다.', '다른 시각을 선택하십시오. 변경된 것은 없습니다.'],
  ),
} as const
