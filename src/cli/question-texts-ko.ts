import type { QuestionTexts } from './question-texts'

/** See `QuestionTexts`. */
export const questionTextsKo: QuestionTexts = {
  hostKey: {
    unknown: (host) => `${host}의 호스트 키가 이 컴퓨터에 등록되어 있지 않습니다:`,
    compare: '호스트에서 직접 확인한 값과 비교하거나 관리자에게 물어보십시오:',
    question: '같습니까? 예(계속 신뢰) / 한번(이번만) / 아니오: ',
    again: '예, 한번, 아니오 가운데 하나를 입력하십시오.',
    nobodyToAsk: (host, keyType, fingerprint) =>
      `${host}의 호스트 키가 등록되어 있지 않으며(${keyType} ${fingerprint}) 확인을 받을 수 없습니다.`,
    knowFirst: '터미널이나 창에서 한 번 수락하거나 ~/.ssh/known_hosts에 추가하십시오.',
    answers: {
      always: ['yes', '예', '네'],
      once: ['once', '한번', '한 번'],
      refuse: ['no', '아니오', '아니요'],
    },
  },
  secret: {
    wrong: '맞지 않습니다.',
    passphrase: (keyFile) => `${keyFile} 키의 암호: `,
    password: (user, host) => `${host}의 ${user} 비밀번호: `,
    answer: (user, host, prompt) => `${host}에서 ${user}에게 묻습니다: ${prompt} `,
  },
}
