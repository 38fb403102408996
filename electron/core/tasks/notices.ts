import { noticesApi } from '#shared/contract/api/notices.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { claim } from './outcome.ts';

/** As many as one call can send again. */
const perPage = 100;

/** What members were told; nothing of it is kept at the desk, as it speaks of persons. */
export const noticesTasks = (desk: Desk): TaskGroup<'notices'> => ({
  'notices.list': ({ state, offset }) =>
    claim(desk, noticesApi.listNotices, () => ({ query: { state, offset, limit: perPage } })),

  'notices.read': ({ id }) => claim(desk, noticesApi.readNotice, () => ({ params: { id } })),

  'notices.retry': ({ ids }) => claim(desk, noticesApi.retryNotices, () => ({ body: { ids } })),

  'notices.settings': () => claim(desk, noticesApi.readNoticeSettings, () => ({})),

  'notices.changeSettings': (settings) => claim(desk, noticesApi.replaceNoticeSettings, () => ({ body: settings })),

  'notices.preferences': ({ memberId }) =>
    claim(desk, noticesApi.readNoticePreferences, () => ({ params: { id: memberId } })),

  'notices.changePreferences': ({ memberId, preferences }) =>
    claim(desk, noticesApi.replaceNoticePreferences, () => ({ params: { id: memberId }, body: preferences })),
});
