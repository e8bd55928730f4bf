/** What the map calls each lesson before its texts are fetched: their own first lines. */
export const titles: Readonly<Record<string, Readonly<Record<'en' | 'ko', string>>>> = {
  'first-record': { en: 'Your first record', ko: '첫 레코드' },
  'log-not-queue': { en: 'A log is not a queue', ko: '로그는 큐가 아니다' },
  'ordering': { en: 'Order holds inside a partition', ko: '순서는 파티션 안에서만' },
  'partitioner': { en: 'Who picks the partition', ko: '파티션은 누가 고르나' },
  'hot-key': { en: 'One hot key', ko: '뜨거운 키 하나' },
  'more-partitions': { en: 'More partitions, and no way back', ko: '파티션은 늘릴 수만 있다' },
  'segments': { en: 'A partition is a folder of files', ko: '파티션은 파일이 든 폴더' },
  'page-cache': { en: 'Acknowledged is not yet on disk', ko: '응답받았어도 아직 디스크에는 없다' },
  'log-dirs': { en: 'Logs do not belong in /tmp', ko: '로그를 /tmp에 두지 않기' },
  'too-large': { en: 'Too large for which limit', ko: '너무 크다, 어느 한도에?' },
  'topics-by-accident': { en: 'Topics by accident', ko: '실수로 생긴 토픽' },
  'isr': { en: 'ISR: who must have it', ko: 'ISR: 누구까지 받아야 하나' },
  'leaders': { en: 'Leaders leave, and do not come home', ko: '떠난 리더는 저절로 돌아오지 않는다' },
  'unclean': { en: 'All racks dark: wait, or go?', ko: '모든 rack이 꺼졌다: 기다릴까, 그냥 갈까' },
  'lag': { en: 'Lag: the longest line', ko: '랙: 가장 긴 줄' },
  'reset-tool': { en: 'Put the group on record 281047444', ko: '그룹을 281047444번 레코드에 세우기' },
}
