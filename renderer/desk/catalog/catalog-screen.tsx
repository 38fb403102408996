import { useEffect } from 'react';
import { useStore } from 'zustand';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { BookDetails } from './book-details.tsx';
import { BookTable } from './book-table.tsx';
import { CatalogLoading } from './catalog-loading.tsx';
import { CatalogSearch } from './catalog-search.tsx';
import './catalog.css';

/** Search as you type in the branch's own catalogue, with or without a line to the server. */
export function CatalogScreen() {
  const { tasks } = useDesk();
  const { cache } = useDeskState();
  const { query, book } = useStore(tasks.catalog.store);
  const { phase } = useStore(tasks.catalog.rows.store);

  useEffect(() => {
    if (phase === 'idle') void tasks.catalog.search(query);
  }, [tasks, phase, query]);

  return (
    <div className="split">
      <section className="split-list" aria-label={text.catalog.tableLabel}>
        <CatalogSearch />
        {cache.kind !== 'ready' && <CatalogLoading cache={cache} />}
        <BookTable />
      </section>
      <aside className="panel split-detail" aria-label={text.catalog.detailLabel}>
        <BookDetails key={book?.id} />
      </aside>
    </div>
  );
}
