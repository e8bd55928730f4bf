/*
 * How much the tests do: `npm run check`, before every commit, what a minute allows; `npm test` sets `STRENGTH=full` and does everything.
 */

/** Skips the long stories: `test.skipIf(isQuick)`. */
export const isQuick = process.env['STRENGTH'] !== 'full'

/** So much in `check`, so much in `npm test`. */
export const atStrength = <T>(quick: T, full: T): T => isQuick ? quick : full
