import type { CountedAnswer, CountedScan } from '#shared/contract/bridge/stocktakes.ts';
import type { Failed } from '../../bridge/answer.ts';

type ScanOutcome =
  | { kind: 'asking' }
  /** On the disk, and judged. */
  | { kind: 'counted'; scan: CountedScan }
  /** Not counted, and why. */
  | { kind: 'not_kept'; sentence: string }
  /** A card or the like, which no count takes. */
  | { kind: 'other'; sentence: string };

export type ScanLine = { id: string; at: string; code: string; warning: string | null; outcome: ScanOutcome };

/** The scans on the screen: as many as are looked at, whatever the count comes to. */
export type ScanLines = { newest: ScanLine | null; earlier: readonly ScanLine[] };

export const noScans: ScanLines = { newest: null, earlier: [] };

/** Ten scans a second must cost the same in the first minute and in the last: more lines than these leave the page. */
export const EARLIER_LINES = 40;

export function lineAdded({ newest, earlier }: ScanLines, line: ScanLine): ScanLines {
  return { newest: line, earlier: newest ? [newest, ...earlier].slice(0, EARLIER_LINES) : earlier };
}

export function lineAnswered(lines: ScanLines, id: string, answer: CountedAnswer | Failed): ScanLines {
  return changed(lines, (line) => (line.id === id ? { ...line, outcome: outcomeOf(answer) } : line));
}

/** The server knew more of a copy than this desk: every line of it says so. */
export function scanLearned(lines: ScanLines, learned: CountedScan): ScanLines {
  return changed(lines, (line) => {
    if (line.outcome.kind !== 'counted' || line.outcome.scan.id !== learned.id) return line;
    const { repeated } = line.outcome.scan;
    return { ...line, outcome: { kind: 'counted', scan: { ...learned, repeated } } };
  });
}

/** What was scanned before the window was opened, the newest first. */
export function linesOf(scans: readonly CountedScan[]): ScanLines {
  const [newest = null, ...earlier] = scans.map((scan): ScanLine => {
    const { id, at, barcode } = scan;
    return { id, at, code: barcode, warning: null, outcome: { kind: 'counted', scan } };
  });
  return { newest, earlier };
}

/** Lines that are not concerned stay the same objects, and are not drawn again. */
function changed({ newest, earlier }: ScanLines, change: (line: ScanLine) => ScanLine): ScanLines {
  const next = earlier.map(change);
  const isSame = next.every((line, index) => line === earlier[index]);
  return { newest: newest && change(newest), earlier: isSame ? earlier : next };
}

function outcomeOf(answer: CountedAnswer | Failed): ScanOutcome {
  if (answer.kind === 'counted') return answer;
  return { kind: 'not_kept', sentence: answer.sentence };
}
