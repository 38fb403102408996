import { z } from 'zod';
import { noticesApi } from '#shared/contract/api/notices.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { claim } from './outcome.ts';

/** The wordings are the server's: nothing of them is changed while the line is down. */
export const wordingsTasks = (desk: Desk): TaskGroup<'wordings'> => ({
  'wordings.list': () => claim(desk, noticesApi.listWordings, () => ({})),

  'wordings.preview': ({ wording, ...key }) =>
    claim(desk, noticesApi.previewWording, () => ({ params: key, body: wording })),

  'wordings.replace': ({ wording, ...key }) =>
    claim(desk, noticesApi.replaceWording, () => ({ params: key, body: wording })),

  async 'wordings.reset'(key) {
    const reset = await claim(desk, resetWording, () => ({ params: key }));
    return reset.kind === 'done' ? { kind: 'done', answer: {} } : reset;
  },
});

/** It answers with nothing. */
const resetWording = { ...noticesApi.resetWording, out: z.undefined() };
