import type { words as en } from './words.en.ts'

export const words: Readonly<Record<keyof typeof en, string>> = {
  search: '프레임 거르기', api: 'API', 'api.all': '모든 API', who: '프로세스', 'who.all': '모든 프로세스', errors: '오류만', count: '{of}개 중 {n}개',
  hold: '멈춤', clear: '지우기', frames: '요청과 응답, 화살표 키로 고릅니다', frame: '프레임', table: '표',
  'col.at': '시각', 'col.between': '클라이언트 → 서버', 'col.api': 'API', 'col.carries': '내용', 'col.bytes': '바이트', 'col.took': '걸린 시간',
  waiting: '진행 중', before: '앞서 요청함', request: '요청', response: '응답', follow: '이 연결만 보기', reading: '바이트를 읽는 중 …',
  none: '아직 나간 프레임이 없습니다. 재생하면 모든 요청과 응답이 여기에 나옵니다.', filtered: '이 조건에 맞는 프레임이 없습니다.',
  closed: '열린 월드가 없습니다.', choose: '요청을 고르면 두 프레임을 필드별로, 바이트별로 볼 수 있습니다.',
  gone: '고른 프레임은 더 이상 남아 있지 않습니다. 최근 4,000개, 최대 8MB까지만 보관합니다.', forgotten: '이 프레임의 바이트는 더 이상 보관하지 않습니다.',
  untimed: '아직 응답이 없거나, 서버가 더 나중의 요청만 기억합니다. 시간이 어디에 쓰였는지 알 수 없습니다.',
  'leg.there': '회선', 'leg.there.is': '회선 위, 그리고 읽어 들이는 네트워크 스레드',
  'leg.queue': 'RequestQueueTimeMs', 'leg.queue.is': '핸들러 스레드가 꺼내 갈 때까지 요청 큐에서 기다린 시간',
  'leg.local': 'LocalTimeMs', 'leg.local.is': '핸들러 스레드가 처리한 시간',
  'leg.remote': 'RemoteTimeMs', 'leg.remote.is': '퍼거토리에서 팔로워, 더 많은 레코드, 그룹, 또는 컨트롤러를 기다린 시간',
  'leg.responseQueue': 'ResponseQueueTimeMs', 'leg.responseQueue.is': '응답이 만들어진 뒤 네트워크 스레드가 꺼내 갈 때까지',
  'leg.send': 'ResponseSendTimeMs', 'leg.send.is': '네트워크 스레드가 보낸 시간',
  'leg.back': '회선', 'leg.back.is': '클라이언트로 돌아가는 회선 위',
  file: '파일에서 보기', 'file.is': '이 요청이 실어 나른 내용이 저장된 곳: 브로커 {broker}, {partition}, 오프셋 {offset}',
}
