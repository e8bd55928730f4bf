import type { words as en } from './words.en.ts'

export const words: Readonly<Record<keyof typeof en, string>> = {
  dashboards: '대시보드', 'tab.cluster': '클러스터', 'tab.brokers': '브로커', 'tab.topics': '토픽', 'tab.producers': '프로듀서', 'tab.consumers': '컨슈머', 'tab.thresholds': '임계값', 'tab.beans': '모든 빈',
  closed: '열린 월드가 없습니다.', none: '아직 수집한 값이 없습니다. 월드 시간으로 1초마다 서버에서 값을 읽습니다. 재생하면 그래프가 그려집니다.',
  alerts: '울리는 경보', quiet: '울리는 경보가 없습니다.', since: '{at}부터', search: '이름으로 거르기', process: '프로세스', 'process.all': '모든 프로세스',
  attributes: '속성', 'beans.count': '{at} 기준 {of}개 중 {n}개', 'beans.more': '{n}개가 더 있습니다. 이름으로 걸러 보세요.',
  'chart.messagesIn': '들어온 레코드', 'chart.bytesIn': '들어온 바이트', 'chart.bytesOut': '컨슈머로 나간 바이트', 'chart.underReplicated': '복제가 부족한 파티션',
  'chart.offline': '리더가 없는 파티션', 'chart.isrShrinks': 'ISR 축소', 'chart.produceTime': 'Produce 99퍼센타일',
  'chart.fetchConsumerTime': '컨슈머 Fetch 99퍼센타일', 'chart.fetchFollowerTime': '팔로워 Fetch 99퍼센타일',
  'chart.idle': '요청 핸들러 유휴율', 'chart.replicationIn': '리더에서 복제해 온 바이트', 'chart.leaders': '리더인 파티션',
  'chart.topicMessages': '들어온 레코드', 'chart.topicBytesIn': '들어온 바이트', 'chart.topicBytesOut': '컨슈머로 나간 바이트', 'chart.topicFailed': '거절된 추가',
  'chart.sendRate': '보낸 레코드', 'chart.requestLatency': 'Produce 요청 평균', 'chart.queueTime': '어큐뮬레이터 대기 평균', 'chart.batchSize': '배치 크기 평균',
  'chart.retryRate': '다시 보낸 레코드', 'chart.errorRate': '포기한 레코드', 'chart.lagMax': '가장 뒤처진 파티션의 랙', 'chart.consumedRate': '소비한 레코드',
  'chart.fetchLatency': 'Fetch 평균', 'chart.commitLatency': '커밋 평균', 'chart.heartbeatTime': '가장 긴 하트비트', 'chart.assigned': '할당된 파티션',
  'unit.bytes': '', 'unit.perSecond': '초당', 'unit.bytesPerSecond': '초당', 'unit.ms': 'ms', 'unit.ratio': '전체 스레드 중', 'unit.count': '',
  threshold: '임계값', 'threshold.on': '{metric}에 임계값 설정', 'threshold.none': '설정한 임계값이 없어 경보도 울리지 않습니다.', usual: '기본값으로', metric: '지표', over: '측정 단위', 'over.each': '프로세스마다',
  'over.sum': '모두 합산', is: '비교', limit: '한계', state: '상태', fires: '경보: {on}, {at}부터', silent: '조용함', add: '추가', remove: '삭제', 'remove.this': '{what} 삭제',
  'search.lines': '차트와 선 거르기', filtered: '필터를 통과한 것이 없습니다.',
}
