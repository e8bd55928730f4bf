import type { words as en } from './words.en.ts'

export const words: Readonly<Record<keyof typeof en, string>> = {
  topic: '토픽', node: '사본을 읽을 노드', 'node.of': '노드 {id}', search: '그룹, 토픽, 필드 …', kind: '종류', 'kind.all': '모든 종류',
  holds: '지금 유효한 것만', idle: 'NoOp도 표시', count: '레코드 {of}개 중 {n}개', more: '더 오래된 레코드 {n}개', records: '{topic}의 레코드, 최신순. 화살표 키로 고릅니다',
  reading: '저장된 내용을 읽는 중 …', later: '{now}에 마지막으로 저장된 레코드입니다. 스테이지는 {shown}을 보여 줍니다.',
  'not-kept': '이 브라우저는 아무것도 보관하지 않아 읽을 레코드가 없습니다.', choose: '열린 월드가 없습니다.',
  'none.__consumer_offsets': '아직 참여하거나 커밋한 그룹이 없습니다. 첫 그룹이 나타나면 이 토픽의 해당 파티션에 기록됩니다.',
  'none.__cluster_metadata': '이 노드는 아직 메타데이터를 저장하지 않았습니다.', 'none.__transaction_state': '아직 트랜잭션 ID를 쓴 프로듀서가 없습니다.',
  filtered: '이 조건에 맞는 레코드가 없습니다.', pick: '레코드를 고르면 모든 필드와, 그 레코드를 적용한 노드가 알게 되는 내용을 볼 수 있습니다.',
  'col.partition': '파티션', 'col.offset': '오프셋', 'col.epoch': '에포크', 'col.time': '시각', 'col.is': '레코드', 'col.about': '대상',
  'col.committed': '커밋 오프셋', 'col.leaderEpoch': '리더 에포크', 'col.says': '내용', 'col.state': '현재',
  current: '유효', superseded: '{by}까지', tombstone: '툼스톤', key: '키', value: '값',
  'value.null': 'null, 즉 툼스톤입니다. 키가 삭제되었고, 로그 클리너가 같은 키의 이전 레코드를 정리합니다.',
  'is.superseded': '같은 키를 가진 오프셋 {by}의 레코드가 대신합니다. 클리너가 이 레코드를 지울 수 있습니다.', 'is.current': '이 키의 마지막 레코드입니다. 코디네이터가 읽어 들이는 값입니다.',
  bytes: '바이트 보기', group: '그룹 보기', image: '오프셋 {offset} 적용 후 이미지', 'image.changed': '이 레코드가 바꾼 것', 'image.all': '전체', 'image.none': '이미지는 오프셋 외에는 그대로입니다.',
  damage: '노드 {node}의 {partition}, {file}: {because}. 그 뒤는 읽지 않습니다.', copyJson: 'JSON으로 복사',
}
