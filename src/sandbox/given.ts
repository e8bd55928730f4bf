/** Called by instrumented code at the top of every loop and function body, with the line it stands on. */
export const TICK = '__t'
/** Looks up an imported module. */
export const IMPORT = '__i'
/** The last argument of a client's call goes through this, which thereby knows the line. */
export const CALL = '__l'
/** Called before each statement, with its line. */
export const STEP = '__s'
/** What a learner's function is given, in this order. */
export const GIVEN = [TICK, IMPORT, CALL, STEP].join()
