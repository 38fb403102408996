import type { Bridge } from '../../bridge/client.ts';
import type { CatalogTask } from '../catalog/catalog-task.ts';
import type { MembersTask } from '../members/members-task.ts';
import { WaitlistsTask } from './waitlists-task.ts';

type Parts = { bridge: Bridge; catalog: CatalogTask; members: MembersTask };

/** The holds of the book in Catalogue and of the member in Members, and of nobody when they are gone. */
export function holdsOfShown({ bridge, catalog, members }: Parts): WaitlistsTask {
  const waitlists = new WaitlistsTask({
    bridge,
    onChanged() {
      void members.readMemberAgain();
      const { book, scannedBarcode } = catalog.store.getState();
      if (book) void catalog.open(book, scannedBarcode);
    },
  });
  catalog.store.subscribe(({ book }, { book: before }) => {
    if (book?.id !== before?.id) waitlists.forgetBook();
  });
  members.store.subscribe(({ member }, { member: before }) => {
    if (before && member?.id !== before.id) waitlists.forgetMember(before);
  });
  return waitlists;
}
