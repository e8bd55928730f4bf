import { ownWords } from '../i18n/own-words.ts'

const en = { take: 'Take along', link: 'Link', 'link.is': 'Copies a link that opens this pane as it is', copy: 'Copy' }
const ko: typeof en = { take: '가져가기', link: '링크', 'link.is': '이 창을 지금 모습 그대로 여는 링크를 복사합니다', copy: '복사' }

/** What all inspectors say alike. */
export const useSay = ownWords(en, ko)
