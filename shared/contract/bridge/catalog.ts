import { z } from 'zod';
import { BookAvailability, CopyChanges } from '../api/catalog.ts';
import { Barcode, Id, Instant } from '../primitives.ts';
import { Copy } from '../records.ts';
import { SyncBook, SyncCopy } from '../sync.ts';
import { call } from './call.ts';
import { outcomeOf } from './outcome.ts';

export const CachedCopy = SyncCopy.extend({ branchCode: z.string() });
/** A row of the catalogue screen: a book with the counts of this branch's copies, from the cache. */
export const CatalogRow = SyncBook.extend({ copies: z.int(), available: z.int() });
export type CatalogRow = z.infer<typeof CatalogRow>;
export type CachedCopy = z.infer<typeof CachedCopy>;

export const catalogCalls = {
  /** Search as you type, in the cache: answers the same with and without a line. */
  'catalog.search': call(
    z.strictObject({ query: z.string().max(200), offset: z.int().min(0), limit: z.int().min(1).max(500) }),
    z.object({ rows: z.array(CatalogRow), total: z.int(), totalIsCapped: z.boolean() }),
  ),
  'catalog.copies': call(z.strictObject({ bookId: Id }), z.object({ copies: z.array(CachedCopy) })),
  'catalog.copy': call(
    z.strictObject({ barcode: Barcode }),
    z.object({ copy: CachedCopy.nullable(), book: SyncBook.nullable() }),
  ),
  /** A new label, another state or shelf: a claim, decided by the server. */
  'catalog.changeCopy': call(z.strictObject({ barcode: Barcode, changes: CopyChanges }), outcomeOf(Copy)),
  /** Every branch's count of a book: the server's, or what it last said and when. */
  'catalog.elsewhere': call(
    z.strictObject({ bookId: Id }),
    z.object({ availability: BookAvailability.nullable(), saidAt: Instant.nullable(), live: z.boolean() }),
  ),
} as const;
