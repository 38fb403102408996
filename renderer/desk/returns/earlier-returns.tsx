import { ScrollRegion } from '../../parts/scroll-region.tsx';
import type { ReturnLine } from './return-lines.ts';
import { ReturnRow } from './return-row.tsx';
import './returns.css';

type EarlierReturnsProps = { lines: readonly ReturnLine[]; label: string; className?: string };

/** The returns before the newest one, on whichever screen they were scanned. */
export function EarlierReturns({ lines, label, className = '' }: EarlierReturnsProps) {
  if (lines.length === 0) return null;
  return (
    <ScrollRegion className={`panel lines-region ${className}`} label={label}>
      <ol>
        {lines.map((line) => (
          <ReturnRow key={line.id} line={line} />
        ))}
      </ol>
    </ScrollRegion>
  );
}
