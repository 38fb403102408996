import { useStore } from 'zustand';
import { SearchField } from '../../parts/search-field.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';

export const BOOK_TABLE_ID = 'book-table';

/** The search field with the number of books found. */
export function CatalogSearch() {
  const { tasks } = useDesk();
  const { number } = useFormat();
  const query = useStore(tasks.catalog.store, (state) => state.query);
  const { total, totalIsCapped, phase } = useStore(tasks.catalog.rows.store);
  return (
    <SearchField
      label={text.catalog.search}
      hint={text.catalog.searchHint}
      value={query}
      found={phase === 'idle' ? '' : text.catalog.total(number(total), totalIsCapped)}
      tableId={BOOK_TABLE_ID}
      onChange={(next) => void tasks.catalog.search(next)}
    />
  );
}
