import { boxesApi } from '#shared/contract/api/boxes.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { claim } from './outcome.ts';

/** More boxes than a room holds. */
const mostBoxes = 100;

/** Packing and unpacking of boxes: claims, in the name of whoever is signed in. */
export const boxesTasks = (desk: Desk): TaskGroup<'boxes'> => ({
  async 'boxes.list'({ going }) {
    const outcome = await claim(desk, boxesApi.listBoxes, ({ enrolment: { branch } }) => ({
      query: { ...(going === 'out' ? { fromBranchId: branch.id } : { toBranchId: branch.id }), limit: mostBoxes },
    }));
    return outcome.kind === 'done' ? { kind: 'done', answer: { boxes: outcome.answer.data } } : outcome;
  },

  'boxes.read': ({ box }) => claim(desk, boxesApi.readBox, () => ({ params: { box } })),

  'boxes.open': ({ toBranchId }) =>
    claim(desk, boxesApi.openBox, ({ enrolment }) => ({ body: { fromBranchId: enrolment.branch.id, toBranchId } })),

  'boxes.pack': ({ box, barcode, request }) =>
    claim(desk, boxesApi.packCopy, () => ({ params: { box }, body: { barcode, request } })),

  'boxes.takeOut': ({ box, barcode }) => claim(desk, boxesApi.unpackCopy, () => ({ params: { box, barcode } })),

  'boxes.send': ({ box }) => claim(desk, boxesApi.sendBox, () => ({ params: { box } })),

  'boxes.close': ({ box }) => claim(desk, boxesApi.closeBox, () => ({ params: { box } })),
});
