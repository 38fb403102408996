import type { Handlers } from '../../http/call.ts';
import { addBook, availabilityOf, changeBook, readBook } from './service.ts';

type Built = 'createBook' | 'readBook' | 'changeBook' | 'bookAvailability';

export function bookHandlers(): Handlers<Built> {
  return {
    createBook: ({ body, now, transaction }) => transaction((tx) => addBook(tx, body, now)),
    readBook: ({ params, reading }) => reading((tx) => readBook(tx, params.id)),
    changeBook: ({ params, body, now, transaction }) => transaction((tx) => changeBook(tx, params.id, body, now)),
    bookAvailability: ({ params, reading }) => reading((tx) => availabilityOf(tx, params.id)),
  };
}
