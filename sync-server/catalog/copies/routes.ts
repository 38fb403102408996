import type { Handlers } from '../../http/call.ts';
import { addCopy, copiesOf, readCopy } from './service.ts';

type Built = 'listCopies' | 'createCopy' | 'readCopy';

export function copyHandlers(): Handlers<Built> {
  return {
    listCopies: ({ params, query, reading }) => reading((tx) => copiesOf(tx, params.id, query)),
    createCopy: ({ params, body, now, transaction }) => transaction((tx) => addCopy(tx, params.id, body, now)),
    readCopy: ({ params, reading }) => reading((tx) => readCopy(tx, params.barcode)),
  };
}
