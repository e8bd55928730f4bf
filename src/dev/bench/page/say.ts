/** Of what takes minutes, to whoever waits; the table alone is the output. */
export const say = (line: string): void => console.error(line)
