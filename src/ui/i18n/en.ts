import { about } from './en/about.ts'
import { commands } from './en/commands.ts'
import { dock } from './en/dock.ts'
import { first } from './en/first.ts'
import { imported } from './en/import.ts'
import { lesson } from './en/lesson.ts'
import { side } from './en/side.ts'
import { stage } from './en/stage.ts'
import { time } from './en/time.ts'

/** English, and by its keys the list of everything the page says. */
export const en = { ...first, ...stage, ...side, ...time, ...commands, ...dock, ...lesson, ...about, ...imported }
