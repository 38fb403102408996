import { text } from '../../text/language.ts';
import { RequestButton } from '../transfers/request-button.tsx';
import type { ShelfCopy } from './catalog-task.ts';
import { CopyActions } from './copy-actions.tsx';
import { CopyState } from './copy-state.tsx';

type BookCopiesProps = { title: string; copies: ShelfCopy[] | null; scannedBarcode: string | null };

/** Every copy of this branch with its shelf and its state; the one that was scanned is marked. */
export function BookCopies({ title, copies, scannedBarcode }: BookCopiesProps) {
  const words = text.catalog;
  return (
    <section>
      <h3>{words.copiesTitle}</h3>
      {copies === null && <p className="quiet-sentence">{words.readingCopies}</p>}
      {copies?.length === 0 && <p className="quiet-sentence">{words.noCopies}</p>}
      {copies && copies.length > 0 && (
        <table className="copies" aria-label={words.copiesTitle}>
          <thead>
            <tr>
              <th scope="col">{words.copyColumns.shelf}</th>
              <th scope="col">{words.copyColumns.state}</th>
            </tr>
          </thead>
          <tbody>
            {copies.map((copy) => (
              <tr key={copy.id} data-scanned={copy.barcode === scannedBarcode || undefined}>
                <td>
                  <span className="copy-shelf">{copy.shelf ?? words.noShelf}</span>
                  <span className="code">{copy.barcode}</span>
                  {copy.barcode === scannedBarcode && <span className="badge">{words.scanned}</span>}
                </td>
                <td>
                  <CopyState copy={copy} />
                  <span className="copy-note">{copyNotes(copy)}</span>
                  <CopyActions copy={copy} title={title} />
                  <RequestButton copy={copy} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function copyNotes(copy: ShelfCopy): string {
  const { itemTypes, conditions } = text.catalog;
  return [itemTypes[copy.itemType], conditions[copy.condition]].filter(Boolean).join(', ');
}
