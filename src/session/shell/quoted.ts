/** A word as a shell has to be told it. */
export const quoted = (word: string): string => /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
