import type { Handlers } from '../http/call.ts';
import { findNotices, readOneNotice, retryNotice, retryNotices } from './service.ts';
import { changeSettings, settingsOf } from './settings/service.ts';
import { previewWording } from './wording/preview.ts';
import { replaceWording, resetWording, wordingsInForce } from './wording/service.ts';

type Listing = 'listNotices' | 'readNotice' | 'retryNotice' | 'retryNotices';
type Wordings = 'listWordings' | 'replaceWording' | 'resetWording' | 'previewWording';
type Settings = 'readNoticeSettings' | 'replaceNoticeSettings';

export function noticeHandlers(): Handlers<Listing | Wordings | Settings> {
  return {
    listNotices: ({ query, reading }) => reading((tx) => findNotices(tx, query)),
    readNotice: ({ params, reading }) => reading((tx) => readOneNotice(tx, params.id)),
    retryNotice: ({ params, now, transaction }) => transaction((tx) => retryNotice(tx, params.id, now)),
    retryNotices: ({ body, now, transaction }) =>
      transaction(async (tx) => ({ retried: await retryNotices(tx, body.ids, now) })),
    listWordings: ({ reading }) => reading(async (tx) => ({ wordings: await wordingsInForce(tx) })),
    replaceWording: ({ params, body, now, transaction }) =>
      transaction(async (tx) => replaceWording(tx, { ...params, wording: body }, now)),
    resetWording: ({ params, now, transaction }) =>
      transaction(async (tx) => {
        resetWording(tx, params, now);
        return undefined;
      }),
    previewWording: async ({ params, body, now }) => previewWording(params.kind, params.language, body, now),
    readNoticeSettings: ({ reading }) => reading(settingsOf),
    replaceNoticeSettings: ({ body, now, transaction }) => transaction((tx) => changeSettings(tx, body, now)),
  };
}
