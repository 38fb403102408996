/** A word of the catalogue with the number of books that have it. */
export type KnownWord = { word: string; books: number };
