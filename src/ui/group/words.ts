import { ownWords, type Say as SayOwn } from '../i18n/own-words.ts'

const en = {
  owners: 'Ownership', span: 'How far back', state: 'group state',
  ownership: 'Who read each partition of {group}, and when', 'no-owners': 'No member has owned a partition yet, or it was longer ago than events are kept.',
  'no-stop': 'No partition stood still in this time.', stop: '{n} of {of} partitions stood still · longest {longest} · {total} of partitions unread in all',
  nobody: 'no owner', position: 'position', waiting: 'oldest unread', trend: '60 s', records: 'Records', 'records.is': 'What this group wrote into __consumer_offsets',
  rising: 'rising', filter: 'Filter: partition, process, client id', filtered: 'No partition and no member passes this filter.',
  worst: 'worst', 'worst.is': 'The partition whose oldest record that is not committed has waited longest',
  'lag.all': 'lag, all', 'lag.most': 'at most {n}', 'lag.line': 'Lag of all partitions together, in the last minute: {now} now, {most} at most',
}
const ko: typeof en = {
  owners: '담당 이력', span: '되돌아볼 시간', state: '그룹 상태',
  ownership: '{group}의 각 파티션을 누가 언제 읽었는가', 'no-owners': '아직 파티션을 맡은 멤버가 없거나, 보관된 이벤트보다 오래전 일입니다.',
  'no-stop': '이 시간 동안 멈춘 파티션이 없습니다.', stop: '파티션 {of}개 중 {n}개가 멈춤 · 최장 {longest} · 읽지 못한 시간 합계 {total}',
  nobody: '담당 없음', position: '위치', waiting: '최장 대기', trend: '60초', records: '레코드', 'records.is': '이 그룹이 __consumer_offsets에 쓴 내용',
  rising: '증가 중', filter: '거르기: 파티션, 프로세스, 클라이언트 id', filtered: '이 조건에 맞는 파티션이나 멤버가 없습니다.',
  worst: '가장 늦은 곳', 'worst.is': '아직 커밋되지 않은 레코드가 가장 오래 기다린 파티션',
  'lag.all': '랙 합계', 'lag.most': '최대 {n}', 'lag.line': '최근 1분간 모든 파티션의 랙 합계: 현재 {now}, 최대 {most}',
}

export type Say = SayOwn<keyof typeof en>
/** What the groups pane says beyond the page's own words. */
export const useSay = ownWords(en, ko)
