/** Said in so many words, without the class (TerseException). */
export class Terse extends Error {}
