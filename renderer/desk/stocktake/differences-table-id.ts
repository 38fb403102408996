/** The table that the arrow key goes down to from the search. */
export const DIFFERENCES_TABLE_ID = 'stocktake-differences';
