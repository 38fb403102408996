import { useState } from 'react';
import { useStore } from 'zustand';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { SaveTable } from './save-table.tsx';

/** The table for a spreadsheet, and the way to the end: of an open count, or of what came late. */
export function CloseButton({ id }: { id: string }) {
  const { closing, differences } = useDesk().tasks.stocktake;
  const stocktake = useStore(closing.store, (state) => state.stocktake);
  const hasRows = useStore(differences.rows.store, ({ total }) => total > 0);
  const [isAsking, setIsAsking] = useState(false);
  if (stocktake?.id !== id) return null;
  const isLate = stocktake.state === 'closed';
  if (isLate && !hasRows) return null;
  const words = text.stocktake.differences;
  return (
    <div className="close-count">
      <SaveTable id={id} of="discrepancies" />
      <button type="button" className="button primary" onClick={() => setIsAsking(true)}>
        {isLate ? words.settle : words.close}
      </button>
      {isAsking && <CloseDialog stocktake={stocktake} onClose={() => setIsAsking(false)} />}
    </div>
  );
}
