import { join } from 'node:path';
import { z } from 'zod';
import { libraryApi } from '#shared/contract/api/library.ts';
import { Branch } from '#shared/contract/records.ts';
import { BarcodePatterns } from '#shared/contract/scan.ts';
import type { Answered } from '../server/answered.ts';
import type { ServerClient } from '../server/client.ts';
import { readKept, writeKept } from './kept-file.ts';

/** What the desk must know of its library when the line is down: its branches, its barcodes, its money. */
const LibraryFacts = z.object({
  tenant: z.string(),
  branches: z.array(Branch),
  barcodePatterns: BarcodePatterns,
  currency: z.string(),
});
type LibraryFacts = z.infer<typeof LibraryFacts>;

/** What the server last said of the library itself, in `library.json` of the desk's folder. */
export class LibraryFile {
  readonly #file: string;
  readonly #tenant: string;
  #facts: LibraryFacts | null;

  constructor(folder: string, tenant: string, now: Date) {
    this.#file = join(folder, 'library.json');
    this.#tenant = tenant;
    const found = readKept(this.#file, LibraryFacts, now);
    this.#facts = found.kind === 'found' && found.value.tenant === tenant ? found.value : null;
  }

  /** Null until the server was asked for the first time. */
  facts(): LibraryFacts | null {
    return this.#facts;
  }

  branch(id: string): Branch | null {
    return this.#facts?.branches.find((branch) => branch.id === id) ?? null;
  }

  /** Asks the server; null when no answer came. That does no harm: the old facts stay. */
  async refresh(client: ServerClient, as: string): Promise<'news' | 'as_before' | null> {
    const branches = await allBranches(client, as);
    const library = await client.call(libraryApi.readTenant, { as });
    if (branches.kind !== 'done' || library.kind !== 'done') return null;
    const { barcodePatterns, currency } = library.answer;
    const next = { tenant: this.#tenant, branches: branches.answer, barcodePatterns, currency };
    if (JSON.stringify(next) === JSON.stringify(this.#facts)) return 'as_before';
    this.#facts = next;
    this.#keep(next);
    return 'news';
  }

  /** On a disk that is full the facts hold until Carrel is closed. */
  #keep(facts: LibraryFacts): void {
    try {
      writeKept(this.#file, JSON.stringify(facts, null, 2));
    } catch (error) {
      console.error('What the library says of itself could not be kept.', error);
    }
  }
}

/** Every branch, page by page. */
export async function allBranches(client: ServerClient, as: string): Promise<Answered<Branch[]>> {
  const branches: Branch[] = [];
  for (;;) {
    const page = await client.call(libraryApi.listBranches, { query: { limit: 100, offset: branches.length }, as });
    if (page.kind !== 'done') return page;
    branches.push(...page.answer.data);
    if (!page.answer.meta.hasMore || page.answer.data.length === 0) return { kind: 'done', answer: branches };
  }
}
