import { useMemo } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { returnListPaper } from '../../parts/slips/return-list.ts';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, useFormat } from '../desk-context.tsx';
import type { ReturnLine } from './return-lines.ts';
import { type Pile, pilesOf } from './return-piles.ts';
import './return-piles.css';

/** How many copies of this list go where, to be read off while the piles are carried away, and printed. */
export function ReturnPilesList({ lines }: { lines: readonly ReturnLine[] }) {
  const format = useFormat();
  const piles = useMemo(() => pilesOf(lines, format), [lines, format]);
  return (
    <>
      <dl className="panel piles" aria-label={text.returns.pilesLabel}>
        {piles.map(({ word, kind, icon, copies }) => (
          <div key={word} className={`pile pile-${kind}`}>
            <dt>
              <Icon name={icon} size={16} /> {word}
            </dt>
            <dd>{copies.length}</dd>
          </div>
        ))}
      </dl>
      {piles.length > 0 && <PrintList piles={piles} />}
    </>
  );
}

function PrintList({ piles }: { piles: readonly Pile[] }) {
  const { printing, surroundings } = useDesk();
  const { enrolled } = useDeskState();
  const format = useFormat();
  if (!enrolled) return null;
  return (
    <button
      type="button"
      className="button small"
      onClick={() => void printing.list(returnListPaper(enrolled.branch, piles, format, surroundings.now()))}
    >
      <Icon name="printer" size={16} /> {text.returns.printList}
    </button>
  );
}
