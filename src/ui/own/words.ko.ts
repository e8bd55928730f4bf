import type { words as en } from './words.en.ts'

export const words: Readonly<Record<keyof typeof en, string>> = {
  recording: '레슨 녹화 중: 지금까지 행동 {n}개.', make: '레슨 만들기…', drop: '버리기',
  'no-past': '이 세계는 디스크에서 되살아났기 때문에 다른 사람이 이 순간에 올 수 없습니다. 새로 시작한 다음 녹화하세요.',
  title: '내가 만드는 레슨', what: '녹화를 시작한 순간에서 시작합니다. 글은 일반 텍스트로 보이고, 클러스터가 그 상태가 되면 목표가 저절로 체크됩니다.',
  name: '제목', intro: '무엇을 다루나', step: '{n}단계', text: '할 일이나 볼 것', goal: '완료 조건', 'goal.none': '학습자가 직접 넘어감', add: '단계 추가', remove: '{n}단계 삭제',
  'did': '그동안 한 일 ({n}개). 학습자가 볼 수 있습니다', save: '만들고 해 보기', saving: '만드는 중 …', cancel: '돌아가기', failed: '되지 않았습니다: {message}',
  topic: '토픽', partition: '파티션 (orders-0)', group: '그룹', n: '수',
  'is.topic': '토픽이 있음', 'is.partitions': '토픽의 파티션이 n개 이상', 'is.isr': '파티션의 ISR이 n개', 'is.leader': '파티션의 리더가 브로커 n',
  'is.leaderless': '파티션에 리더가 없음', 'is.broker-down': '브로커 n이 돌지 않음', 'is.broker-up': '브로커 n이 돌고 있음', 'is.in-sync': '모든 복제본이 동기화됨',
  'is.acknowledged': '응답받은 레코드 n개', 'is.lost': '유실된 레코드 n개', 'is.lag': '그룹의 랙이 n 이하',
  'says.topic': '토픽 {topic} 있음', 'says.partitions': '{topic}: 파티션 {n}개 이상', 'says.isr': '{partition}: ISR {n}개', 'says.leader': '{partition}: 리더는 브로커 {n}',
  'says.leaderless': '{partition}: 리더 없음', 'says.broker-down': '브로커 {n}: 돌지 않음', 'says.broker-up': '브로커 {n}: 돌고 있음', 'says.in-sync': '모든 복제본이 동기화됨',
  'says.acknowledged': '응답받은 레코드 {n}개', 'says.lost': '유실된 레코드 {n}개', 'says.lag': '{group}: 랙 {n} 이하',
  'at': '{of}단계 중 {n}단계', 'go-on': '계속', done: '끝났습니다.', author: '만든 사람이 한 일', share: '공유…', again: '처음부터',
}
