import type { words as en } from './words.en.ts'

/** 편집기가 첫 화면의 말에 더하여 하는 말. */
export const words: Readonly<Record<keyof typeof en, string>> = {
  'files.new': '새로 만들기', 'files.new.label': '스크립트 새로 만들기', 'files.more': '{file} 더 보기', 'files.rename': '이름 바꾸기', 'files.duplicate': '복제', 'files.delete': '삭제',
  'files.name': '{file} 이름', 'files.name.refused': '스크립트 이름은 글자, 숫자, . _ - 로 쓰고 .ts로 끝나며 다른 파일과 겹치지 않아야 합니다.',
  'files.gone': '삭제했습니다: {file}', 'files.undo': '되돌리기', 'files.none': '스크립트가 없습니다.', 'files.format': '코드 정렬', 'files.breakpoint': '커서 줄에 중단점', 'files.explain': '커서 자리 설명',
  'files.all': '스크립트 전체', 'files.export': '프로젝트로 내보내기 (.zip)',
  'files.alone': '스크립트는 저마다 따로 실행됩니다. 다른 스크립트를 import할 수 없습니다.',
  'template.empty': '빈 스크립트', 'template.given': '{file} 처음 그대로', 'template.keys': '키를 쓰는 프로듀서', 'template.idempotent': '멱등 프로듀서',
  'template.group': '컨슈머 그룹', 'template.admin': '관리자(admin)',
  'panel.output': '출력', 'panel.problems': '문제', 'panel.problems.n': '문제 {n}개', 'problems.none': '지금 스크립트에는 문제가 없습니다.',
  'problems.error': '오류', 'problems.warning': '경고', 'problems.info': '참고', 'problems.run': '실행 중에',
  'result.acknowledged': '응답 {n}건', 'result.pending': '가는 중 {n}건', 'result.failed': '실패 {n}건', 'result.lost': '유실 {n}건', 'result.read': '읽음 {n}건',
  'result.list': '{file}의 줄마다 일어난 일', 'result.line': '{line}번째 줄: {text}',
  'config.client': '모든 클라이언트', 'config.producer': '프로듀서', 'config.consumer': '컨슈머', 'config.topic': '토픽', 'config.broker': '브로커',
  'config.default': '기본값 {value}', 'config.none': '기본값 없음', 'config.needed': '반드시 지정', 'config.own': '이 패키지의 기본값: {value}', 'config.set': '지정한 토픽: {values}',
  'config.ignored': '**{name}**: 알아듣지만 여기서는 아무 효과가 없습니다.', 'config.refused': '**{name}** {why}.',
  'compare': '풀이와 비교', 'compare.of': '{file}: 내 코드와 풀이', 'compare.yours': '{file} 내 코드', 'compare.theirs': '{file} 풀이',
  'compare.left': '내 코드', 'compare.right': '풀이', 'compare.n': '다른 곳 {n}군데', 'compare.same': '다른 곳이 없습니다.', 'compare.next': '다음', 'compare.close': '닫기',
  'stop.at': '멈춘 곳:', 'stop.means': '· 세계도 함께 멈춰 있습니다', 'stop.go': '계속', 'stop.answer': '브로커가 응답할 때까지',
}
