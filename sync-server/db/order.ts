/** What a list is sorted by, and from which end. */
export type Order<Field extends string> = { field: Field; descending: boolean };

/** The end of the name of a statement in this order: each is another, and is prepared under its own. */
export const orderName = ({ field, descending }: Order<string>) => `by_${field}${descending ? '_down' : ''}`;
