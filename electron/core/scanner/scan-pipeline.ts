import { v7 as uuidv7 } from 'uuid';
import { type BarcodePatterns, LONGEST_CODE, type ScanEvent, type ScanSource } from '#shared/contract/scan.ts';
import { classify, cleanBarcode } from '#shared/rules/barcode.ts';
import { NO_RECENT_SCANS, noticeScan, type RecentScans } from '#shared/rules/repeat-scan.ts';

/** What came in, from whichever hand: a USB scanner, a scanner that types, a person, a file of scans. */
type ScanInput = { raw: string; source: ScanSource; deviceName?: string | undefined };

/** The one way from what was read to the scan event that the screen's task gets. */
export class ScanPipeline {
  readonly #now: () => Date;
  #patterns: BarcodePatterns;
  #counting = false;
  #recent: RecentScans = NO_RECENT_SCANS;

  constructor(patterns: BarcodePatterns, now: () => Date) {
    this.#patterns = patterns;
    this.#now = now;
  }

  setPatterns(patterns: BarcodePatterns): void {
    this.#patterns = patterns;
  }

  /** While a screen counts copies, every reading is a scan of its own, also of the same code at once. */
  setCounting(counting: boolean): void {
    this.#counting = counting;
  }

  /** The scan event; undefined when nothing was read, or the same code a moment ago. */
  accept({ raw, source, deviceName }: ScanInput): ScanEvent | undefined {
    const { text, symbology } = cleanBarcode(raw);
    if (text === '' || raw.length > LONGEST_CODE) return undefined;
    const at = this.#now();
    const classified = classify(text, this.#patterns);
    if (this.#isRepeat(classified.text, source, at.getTime())) return undefined;
    return {
      id: uuidv7(),
      raw,
      ...classified,
      ...(symbology ? { symbology } : {}),
      source,
      ...(deviceName ? { deviceName } : {}),
      at: at.toISOString(),
    };
  }

  /** A file says what was read, once for each time; its lines arrive all at once. */
  #isRepeat(text: string, source: ScanSource, nowMs: number): boolean {
    if (source === 'file') return false;
    const noticed = noticeScan(this.#recent, text, nowMs);
    this.#recent = noticed.recent;
    return noticed.isRepeat && !this.#counting;
  }
}
