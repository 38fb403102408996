import type { Handlers } from '../../http/call.ts';
import { packCopy, unpackCopy } from './packing.ts';
import { closeBox, findBoxes, openBox, readBox, sendBox } from './service.ts';

type Names = 'openBox' | 'listBoxes' | 'readBox' | 'packCopy' | 'unpackCopy' | 'sendBox' | 'closeBox';

export function boxHandlers(): Handlers<Names> {
  return {
    openBox: ({ body, now, transaction }) => transaction((tx) => openBox(tx, body, now)),
    listBoxes: ({ query, reading }) => reading((tx) => findBoxes(tx, query)),
    readBox: ({ params, reading }) => reading((tx) => readBox(tx, params.box)),
    packCopy: ({ params, body, now, transaction }) => transaction((tx) => packCopy(tx, { ...params, ...body, now })),
    unpackCopy: ({ params, now, transaction }) => transaction((tx) => unpackCopy(tx, { ...params, now })),
    sendBox: ({ params, now, transaction }) => transaction((tx) => sendBox(tx, params.box, now)),
    closeBox: ({ params, now, transaction }) => transaction((tx) => closeBox(tx, params.box, now)),
  };
}
