import type { words as en } from './words.en.ts'

export const words: Readonly<Record<keyof typeof en, string>> = {
  head: 'rack {racks}개, 브로커 {brokers}대', key: '진한 색: 리더 · 옅은 색: 팔로워 · 눈금: 리더 수의 중앙값 · 선: 디스크 사용량',
  dark: '꺼진 rack: {racks}', field: '파티션 {n}개',
  leaderless: '리더 없음', 'under-min': '최소 ISR 미달', behind: '복제 부족', healthy: '정상',
  'rack': 'rack', 'broker': '브로커', 'state': '상태', 'leads': '리더', 'replicas': '복제본', 'out': 'ISR 밖', 'disk': '디스크 사용량',
  'tip.broker': '리더 {leads}개, 복제본 {replicas}개(메타데이터: leader, replicas) · ISR 밖 {behind}개 · 디스크 {disk}%',
  'tip.partition': '리더 {leader} · 복제본 {replicas} · ISR {isr} · min.insync.replicas {min}',
  none: '없음', label: '브로커 {brokers}대와 파티션 {partitions}개의 지도. 뒤에 오는 표에 같은 내용이 있습니다', more: '문제가 있는 파티션 {n}개가 더 있습니다. 검색에서 이름으로 찾을 수 있습니다',
  skew: '리더 쏠림 최대: 브로커 {broker} {by}', unpreferred: '선호 복제본이 리더가 아닌 파티션 {n}개',
  'spread.leads': '브로커당 리더', 'spread.replicas': '브로커당 복제본', 'spread.bytes': '브로커당 바이트', 'spread.rack': 'rack당 파티션',
  'spread.median': '중앙값 {n}', 'spread.end.rack': '{name}: {value}', 'spread.end.broker': '브로커 {name}: {value}', 'spread.bar': '{n}개가 {value} 안팎', 'spread.says': '{what}: 중앙값 {median}, 최소 {least}, 최대 {most}',
  least: '최소', most: '최대',
}
