import type { Bridge } from '../../bridge/client.ts';
import type { Signal } from '../../parts/tone.ts';
import type { CheckoutTask } from '../checkout/checkout-task.ts';
import type { MembersTask } from '../members/members-task.ts';
import { AccountTask } from './account-task.ts';

type Parts = { bridge: Bridge; notice: Signal; checkout: CheckoutTask; members: MembersTask };

/** The account of whoever is at the desk in Check out or on the screen in Members, and of nobody when he is gone. */
export function accountOfShown({ bridge, notice, checkout, members }: Parts): AccountTask {
  const account = new AccountTask({
    bridge,
    notice,
    onChanged() {
      void checkout.readMemberAgain();
      void members.readMemberAgain();
    },
  });
  for (const { store } of [checkout, members]) {
    store.subscribe(({ member }, { member: before }) => {
      if (member === before) return;
      // Whoever goes may go late, after the scans under way: somebody may be on the other screen by then.
      const shown = member ?? checkout.store.getState().member ?? members.store.getState().member;
      if (shown) account.begin(shown);
      else account.clear();
    });
  }
  return account;
}
