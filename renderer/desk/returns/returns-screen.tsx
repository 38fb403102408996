import { useStore } from 'zustand';
import { NewestWanted } from '../../parts/newest-copy.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { BookDropBanner } from './book-drop-banner.tsx';
import { EarlierReturns } from './earlier-returns.tsx';
import { NewestReturn } from './newest-return.tsx';
import { ReturnModes } from './return-modes.tsx';
import { ReturnPilesList } from './return-piles-list.tsx';
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
          <EarlierReturns lines={earlier} label={text.returns.linesLabel} />
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

function BooksWanted() {
  return <NewestWanted icon="returns" title={text.returns.emptyTitle} hint={text.returns.emptyHint} />;
}
