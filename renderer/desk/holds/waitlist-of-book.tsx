import { useStore } from 'zustand';
import type { SyncBook } from '#shared/contract/sync.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, usePermission } from '../desk-context.tsx';
import { HoldTable } from './hold-table.tsx';
import './holds.css';

/** Who waits for a book: asked for by whoever wants to know, and not for every book that is looked at. */
export function WaitlistOfBook({ book }: { book: SyncBook }) {
  const { tasks } = useDesk();
  const { phase } = useStore(tasks.waitlists.ofBook.store);
  const mayPlace = usePermission('holds.place');
  if (!mayPlace) return null;
  return (
    <section className="waitlist-of-book">
      <h3>{text.holds.waitlistTitle}</h3>
      <div className="waitlist-actions">
        <button
          type="button"
          className="button small"
          onClick={() => tasks.waitlists.open({ kind: 'place', wish: { kind: 'book', book } })}
        >
          <Icon name="hold" size={16} /> {text.holds.placeButton}
        </button>
        {phase === 'idle' && (
          <button type="button" className="button small" onClick={() => void tasks.waitlists.showBook(book.id)}>
            {text.holds.showWaitlist}
          </button>
        )}
      </div>
      <div className="waitlist-rows">
        <HoldTable
          rows={tasks.waitlists.ofBook}
          names="member"
          label={text.holds.waitlistTitle}
          none={text.holds.nobodyWaits}
        />
      </div>
    </section>
  );
}
