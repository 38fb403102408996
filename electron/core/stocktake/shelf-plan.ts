import type { StocktakeHead } from '#shared/contract/bridge/stocktakes.ts';
import type { ShelfProgress } from '#shared/contract/stocktake.ts';
import { byKey, isWithin, shelfKey, shelfSection } from '#shared/rules/call-number.ts';
import { stocktakeScope } from '#shared/rules/stocktake-scope.ts';
import type { StandingCopy } from '../cache/reader.ts';

type Section = Omit<ShelfProgress, 'gone'>;

/**
 * What should stand on the shelves that are counted, by this desk's own catalogue: the progress that can be shown with
 * the line down. Held in memory, so that a scan costs no look at all copies.
 */
export class ShelfPlan {
  readonly #sections = new Map<string, Section>();
  readonly #sectionOf = new Map<string, Section>();
  readonly #seen = new Set<string>();

  constructor(stocktake: StocktakeHead, copies: readonly StandingCopy[], scanned: readonly string[]) {
    const scope = stocktakeScope(stocktake);
    for (const { barcode, shelf, itemType } of copies) {
      if (stocktake.itemType && itemType !== stocktake.itemType) continue;
      const key = shelfKey(shelf);
      if (scope && !isWithin(key, scope)) continue;
      const section = this.#section(key);
      section.expected += 1;
      this.#sectionOf.set(barcode, section);
    }
    for (const barcode of scanned) this.see(barcode);
  }

  /** A barcode was scanned at this desk. */
  see(barcode: string): void {
    const section = this.#sectionOf.get(barcode);
    if (!section || this.#seen.has(barcode)) return;
    this.#seen.add(barcode);
    section.seen += 1;
  }

  totals(): { expected: number; seen: number } {
    return { expected: this.#sectionOf.size, seen: this.#seen.size };
  }

  /** Stretch by stretch, in the order of the shelves. */
  sections(): ShelfProgress[] {
    const sections = [...this.#sections.values()].map((section) => ({ ...section, gone: 0 }));
    return sections.sort((a, b) => byKey(a.shelfKey, b.shelfKey));
  }

  #section(key: string): Section {
    const name = shelfSection(key);
    const known = this.#sections.get(name);
    if (known) return known;
    const section = { section: name, shelfKey: key, expected: 0, seen: 0 };
    this.#sections.set(name, section);
    return section;
  }
}
