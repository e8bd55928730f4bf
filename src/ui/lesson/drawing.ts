/* All that draws a lesson besides its pane, in one piece. */
export { Remembered } from '../../lesson/past.ts'
export { lessonScreen } from './screen.ts'
export { seenOnPage } from './seen.ts'
