import { useState } from 'react';
import { RowButton } from '../../parts/row-button.tsx';
import { text } from '../../text/language.ts';
import { useDesk, usePermission } from '../desk-context.tsx';
import type { ShelfCopy } from './catalog-task.ts';
import { RelabelDialog } from './relabel-dialog.tsx';

/** What is done about a copy whose label cannot be read: it is lent or returned from here, or gets another label. */
export function CopyActions({ copy, title }: { copy: ShelfCopy; title: string }) {
  const desk = useDesk();
  const mayLend = usePermission('loans.checkout');
  const mayRelabel = usePermission('copies.write');
  const [isRelabelling, setIsRelabelling] = useState(false);
  const words = text.relabel;
  return (
    <span className="copy-actions">
      {mayLend && (copy.status === 'available' || copy.status === 'on_hold_shelf') && (
        <RowButton
          label={words.lendLabel(copy.barcode)}
          onPress={() => desk.lendCopy({ barcode: copy.barcode, title })}
        >
          {words.lend}
        </RowButton>
      )}
      {copy.status !== 'available' && copy.status !== 'withdrawn' && (
        <RowButton label={words.returnLabel(copy.barcode)} onPress={() => desk.returnCopy(copy.barcode)}>
          {words.returnCopy}
        </RowButton>
      )}
      {mayRelabel && (
        <RowButton label={words.openLabel(copy.barcode)} onPress={() => setIsRelabelling(true)}>
          {words.open}
        </RowButton>
      )}
      {isRelabelling && <RelabelDialog copy={copy} onClose={() => setIsRelabelling(false)} />}
    </span>
  );
}
