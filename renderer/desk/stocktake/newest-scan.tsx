import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import type { ScanLine } from './scan-lines.ts';
import { shelfOf, titleOf, wordsOfScan } from './scan-words.ts';

/** The copy in the hand: what it is, where it belongs, and what is wrong with it, for reading with the arms full. */
export function NewestScan() {
  const { counting } = useDesk().tasks.stocktake;
  const line = useStore(counting.lines, ({ newest }) => newest);
  if (!line) return null;
  const { word, sentence, remarks, icon, look } = wordsOfScan(line);
  return (
    <article className={`newest-return newest-scan ${look}`} data-testid="newest-scan">
      <div className="newest-return-do">
        <Icon name={icon} size={64} />
        <div>
          <p className="newest-return-word">{word}</p>
          {sentence && <p className="newest-return-sentence">{sentence}</p>}
        </div>
      </div>
      <div className="newest-return-book">
        <div>
          <p className="newest-scan-title">{titleOf(line) ?? text.stocktake.scan.unknownTitle}</p>
          <p className="newest-scan-shelf">{shelfWords(line)}</p>
          <p className="code">{line.code}</p>
        </div>
        {remarks.length > 0 && (
          <ul className="remarks">
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        )}
      </div>
    </article>
  );
}

function shelfWords(line: ScanLine): string {
  const words = text.stocktake.scan;
  if (line.outcome.kind !== 'counted') return '';
  const own = line.outcome.scan.copy ? (shelfOf(line) ?? words.noShelf) : '';
  const on = line.outcome.scan.shelf;
  return [own, on && words.readOn(on)].filter(Boolean).join(' · ');
}
