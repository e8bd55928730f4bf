import type { words as en } from './words.en.ts'

export const words: Readonly<Record<keyof typeof en, string>> = {
  title: '{partition} @ {offset}의 여정', awaited: '아직 기록되지 않았습니다. 지나가는 대로 여기에 나타납니다.',
  forgotten: '이 레코드에 관한 기록은 더 이상 남아 있지 않습니다. 이후의 레코드는 따라갈 수 있습니다.', source: '출처 이벤트: {event}',
  sent: '{who}의 send(): 어큐뮬레이터로', requested: '{n}개짜리 배치로 출발, 요청 #{correlation}', appended: '리더 {broker}의 로그에 추가, {n}개짜리 배치',
  replicated: '브로커 {broker}의 로그로 복제', committed: '리더 {broker}의 하이 워터마크 {offset}: 이제 읽을 수 있음', known: '브로커 {broker}도 하이 워터마크 {offset}까지 앎',
  acknowledged: '{who}에 응답, acks={acks}', failed: '{who}에서 포기: {error}', cut: '브로커 {broker}에서 {offset}까지 잘림',
  delivered: '{group}의 {who}에 전달', 'delivered-alone': '{who}에 전달', done: '{group} 커밋 {offset}',
}
