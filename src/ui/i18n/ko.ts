import { about } from './ko/about.ts'
import { commands } from './ko/commands.ts'
import { dock } from './ko/dock.ts'
import { first } from './ko/first.ts'
import { imported } from './ko/import.ts'
import { lesson } from './ko/lesson.ts'
import { side } from './ko/side.ts'
import { stage } from './ko/stage.ts'
import { time } from './ko/time.ts'
import type { Catalogue } from './index.ts'

/** 한국어. 번역하지 않고 다시 쓴다: 합니다체, 자리표시자 뒤에는 소리에 따라 바뀌는 조사를 붙이지 않는다. */
export const ko: Catalogue = { ...first, ...stage, ...side, ...time, ...commands, ...dock, ...lesson, ...about, ...imported }
