import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { BookDropBanner } from './book-drop-banner.tsx';
import { NewestReturn } from './newest-return.tsx';
import type { ReturnLine } from './return-lines.ts';
import { ReturnModes } from './return-modes.tsx';
import { ReturnPilesList } from './return-piles-list.tsx';
import { ReturnRow } from './return-row.tsx';
import './returns.css';

/** Scan after scan; each says loudly what to do with the book in the hand. */
export function ReturnsScreen() {
  const { tasks } = useDesk();
  const { lines, bookDrop, isBulk } = useStore(tasks.returns.store);
  const [newest, ...earlier] = lines;

  return (
    <div className="returns" data-bulk={isBulk || undefined}>
      {bookDrop && <BookDropBanner bookDrop={bookDrop} />}
      <div className="returns-body">
        <div className="returns-main">
          {newest ? <NewestReturn line={newest} task={tasks.returns} /> : <BooksWanted />}
          {earlier.length > 0 && <EarlierReturns lines={earlier} />}
        </div>
        <aside className="returns-side">
          <ReturnModes />
          {newest && <ReturnPilesList lines={lines} />}
          {newest && (
            <button type="button" className="button small" onClick={() => tasks.returns.clear()}>
              {text.returns.clear}
            </button>
          )}
        </aside>
      </div>
    </div>
  );
}

function EarlierReturns({ lines }: { lines: readonly ReturnLine[] }) {
  return (
    <ScrollRegion className="lines-region" label={text.returns.linesLabel}>
      <ol>
        {lines.map((line) => (
          <ReturnRow key={line.id} line={line} />
        ))}
      </ol>
    </ScrollRegion>
  );
}

function BooksWanted() {
  return (
    <div className="newest-return wanted">
      <Icon name="returns" size={72} />
      <p className="wanted-title huge">{text.returns.emptyTitle}</p>
      <p className="wanted-hint">{text.returns.emptyHint}</p>
    </div>
  );
}
