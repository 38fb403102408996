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
});
