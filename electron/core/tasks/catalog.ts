import { type BookAvailability, catalogApi } from '#shared/contract/api/catalog.ts';
import type { BranchDesk } from '../branch-desk.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../desk-error.ts';
import { sentences } from '../sentences.ts';
import { claim } from './outcome.ts';

const elsewherePatienceMs = 3000;

/** Browsing is from the cache: the same with and without a line, and without anybody signed in. */
export function catalogTasks(desk: Desk): TaskGroup<'catalog'> {
  const ofBranch = (): BranchDesk => {
    const branchDesk = desk.branchDesk();
    if (!branchDesk) throw new DeskError(sentences.notEnrolled);
    return branchDesk;
  };
  return {
    'catalog.search': ({ query, offset, limit }) => ofBranch().cache.reader.search(query, offset, limit),

    'catalog.copies'({ bookId }) {
      const branchDesk = ofBranch();
      const copies = branchDesk.cache.reader.copies(bookId);
      return { copies: copies.map((copy) => ({ ...copy, branchCode: branchDesk.codeOf(copy.currentBranchId) })) };
    },

    'catalog.copy'({ barcode }) {
      const branchDesk = ofBranch();
      const { copy, book } = branchDesk.cache.reader.copy(barcode);
      return { copy: copy && { ...copy, branchCode: branchDesk.codeOf(copy.currentBranchId) }, book };
    },

    'catalog.changeCopy': ({ barcode, changes }) =>
      claim(desk, catalogApi.changeCopy, () => ({ params: { barcode }, body: changes })),

    'catalog.elsewhere': ({ bookId }) => elsewhere(ofBranch(), bookId),
  };
}

/** What the server says now, and what it said last when it cannot be asked. */
async function elsewhere(branchDesk: BranchDesk, bookId: string) {
  const { client, authorization, cache } = branchDesk;
  if (!branchDesk.isOffline()) {
    const params = { id: bookId };
    const answered = await client.call(catalogApi.bookAvailability, {
      params,
      as: authorization,
      patienceMs: elsewherePatienceMs,
    });
    if (answered.kind === 'done') {
      const saidAt = client.clock.now().toISOString();
      remember(branchDesk, bookId, answered.answer, saidAt);
      return { availability: answered.answer, saidAt, live: true };
    }
  }
  const last = cache.reader.availability(bookId);
  return { availability: last?.availability ?? null, saidAt: last?.saidAt ?? null, live: false };
}

/** For when the line is down. A disk that does not take it keeps nobody from hearing it now. */
function remember({ cache }: BranchDesk, bookId: string, answer: BookAvailability, saidAt: string): void {
  try {
    cache.rememberAvailability(bookId, answer, saidAt);
  } catch (error) {
    console.error('What the server said of a book at all branches could not be kept.', error);
  }
}
