import type { words as en } from './words.en.ts'

export const words: Readonly<Record<keyof typeof en, string>> = {
  title: '내 세계', none: '저마다 주소가 따로 있는 별개의 클러스터이며, 이 브라우저에 보관됩니다.',
  new: '새 세계…', file: '파일 열기…', open: '열기', rename: '이름 바꾸기', remove: '삭제', keep: '그대로 두기', save: '저장',
  'really': '{name}: 레코드까지 모두 삭제할까요?', 'never': '아직 연 적 없음', 'left': '세계 시간 {time}, 마지막으로 연 때 {when}',
  name: '이름', start: '시작', cancel: '취소', template: '시작 모습',
  'template.one-broker': '브로커 하나', 'template.three-racks': '일하고 있는 rack 세 개', 'template.five-brokers': '브로커 다섯', 'template.twelve-brokers': '브로커 열둘, rack 세 개', 'template.kakao': '카카오 규모: 브로커 110대, 파티션 5,000개',
  'template.plan': '직접 정한 토폴로지', large: '시작하는 데 30초쯤 걸리고, 메모리는 1GB쯤 씁니다.',
  brokers: '브로커', controller: '컨트롤러', 'controller.apart': '별도 머신', 'controller.combined': '브로커와 겸함',
  racks: 'rack', topic: '토픽', partitions: '파티션', rf: '복제 계수', profile: '하드웨어',
  'profile.laptop': '노트북', 'profile.zero': '시간이 들지 않음', 'bad-topic': '토픽 이름에는 영문자, 숫자, 점, 밑줄, 하이픈만 쓸 수 있습니다.',
  'backup': '모두 파일 하나로',
  'backup.what': '세계와 그 로그, 갈래, 스크립트, 레슨 진도까지 담습니다. 보관하거나 다른 브라우저로 옮길 때 씁니다.',
  'backup.take': '파일로 저장', 'backup.taking': '담는 중 …', 'backup.taken': '저장했습니다. {size}.', 'backup.open': '저장한 파일 가져오기…',
  'backup.failed': '되지 않았습니다: {message}', 'backup.reading': '읽는 중 …',
  'backup.of': '{when}에 저장한 파일입니다. 가져오면:',
  'backup.add': '추가: {name}, 세계 시간 {time}', 'backup.same': '이미 같은 순간으로 있음: {name}',
  'backup.differs': '여기서도 시작한 레슨이라 지금 그대로 둠: {name}', 'backup.replaced': '파일의 것으로 바뀌고 여기서 한 일은 사라짐: {name}',
  'backup.rest': '여기 없는 스크립트({scripts}개 중)와 레슨 진도({lessons}개 중)만 추가하며, 내 것은 아무것도 지우지 않음',
  'backup.rest.replaced': '스크립트({scripts}개), 레슨 진도({lessons}개), 설정이 파일의 것으로 바뀜',
  'backup.replace': '서로 다르면 파일의 것을 쓰기', 'backup.restore': '가져오기', 'backup.restoring': '가져오는 중 …', 'backup.restored': '모두 가져왔습니다.',
}
