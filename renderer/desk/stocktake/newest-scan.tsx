import { useStore } from 'zustand';
import { NewestCopy } from '../../parts/newest-copy.tsx';
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
    <NewestCopy
      testId="newest-scan"
      look={`newest-scan ${look}`}
      icon={icon}
      word={word}
      sentence={sentence}
      title={titleOf(line) ?? text.stocktake.scan.unknownTitle}
      shelf={shelfWords(line)}
      code={line.code}
      remarks={remarks}
    />
  );
}

function shelfWords(line: ScanLine): string {
  const words = text.stocktake.scan;
  if (line.outcome.kind !== 'counted') return '';
  const own = line.outcome.scan.copy ? (shelfOf(line) ?? words.noShelf) : '';
  const on = line.outcome.scan.shelf;
  return [own, on && words.readOn(on)].filter(Boolean).join(' · ');
}
