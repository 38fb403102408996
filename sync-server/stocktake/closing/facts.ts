import type { StocktakeFacts } from '#shared/rules/stocktake.ts';
import type { StocktakeRow } from '../counts/queries.ts';
import { factsOfSighting } from '../discrepancies/row-facts.ts';
import type { FactsRow } from './queries.ts';

/** A row in the rule's words, with what was expected and what this count did before. */
export const factsOf = (row: FactsRow, count: StocktakeRow): StocktakeFacts => ({
  ...factsOfSighting(row, count),
  expected: row.expected_moved_at ? { movedAt: row.expected_moved_at, isReshelved: row.is_reshelved ?? false } : null,
  markedMissingAt: row.marked_missing_at,
});
