import type { Handlers } from '../../http/call.ts';
import { findBooks } from './service.ts';
import { suggest } from './suggestions.ts';

export function searchHandlers(): Handlers<'searchBooks' | 'suggestBooks'> {
  return {
    searchBooks: ({ query, browsing }) => browsing((tx) => findBooks(tx, query)),
    suggestBooks: ({ query, browsing }) => browsing(async (tx) => ({ data: await suggest(tx, query.q) })),
  };
}
