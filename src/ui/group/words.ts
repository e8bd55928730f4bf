import { ownWords, type Say as SayOwn } from '../i18n/own-words.ts'

const en = {
  show: 'Show', 'show.members': 'Members', 'show.ownership': 'Ownership', span: 'How far back', state: 'group state',
  ownership: 'Who read each partition of {group}, and when', 'no-owners': 'No member has owned a partition yet, or it was longer ago than events are kept.',
  'no-stop': 'No partition stood still in this time.', stop: '{n} of {of} partitions stood still · longest {longest} · {total} of partitions unread in all',
  nobody: 'no owner', position: 'position', waiting: 'oldest unread', trend: '60 s', records: 'Records', 'records.is': 'What this group wrote into __consumer_offsets',
  rising: 'rising', filter: 'Filter: partition, process, client id', filtered: 'No partition and no member passes this filter.',
}
const ko: typeof en = {
  show: '보기', 'show.members': '멤버', 'show.ownership': '소유 이력', span: '되돌아볼 시간', state: '그룹 상태',
  ownership: '{group}의 각 파티션을 누가 언제 읽었는가', 'no-owners': '아직 파티션을 소유한 멤버가 없거나, 보관된 이벤트보다 오래되었습니다.',
  'no-stop': '이 시간 동안 멈춘 파티션이 없습니다.', stop: '파티션 {of}개 중 {n}개가 멈춤 · 최장 {longest} · 읽히지 않은 시간 합계 {total}',
  nobody: '소유자 없음', position: '위치', waiting: '가장 오래 안 읽힌', trend: '60초', records: '레코드', 'records.is': '이 그룹이 __consumer_offsets에 쓴 내용',
  rising: '증가 중', filter: '거르기: 파티션, 프로세스, 클라이언트 id', filtered: '이 조건에 맞는 파티션이나 멤버가 없습니다.',
}

export type Say = SayOwn<keyof typeof en>
/** What the groups pane says beyond the page's own words. */
export const useSay = ownWords(en, ko)
