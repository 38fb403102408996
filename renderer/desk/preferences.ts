import { z } from 'zod';
import { createStore } from 'zustand/vanilla';

/** What this window remembers for itself; nothing of anybody's is in it. */
const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  sounds: z.boolean().catch(true),
  /** Print the loan slip when a session ends. */
  printLoanSlips: z.boolean().catch(false),
  /** Print a slip for each copy that goes to the hold shelf or to another branch. */
  printRoutingSlips: z.boolean().catch(false),
  /** Print the receipt of each payment. */
  printPaymentSlips: z.boolean().catch(false),
  /** Pick lists and the lists of boxes and returns: on a sheet, or on the paper of the slips. */
  paperOfLists: z.enum(['slip', 'a4']).catch('a4'),
  /** Look at each slip and list before it is printed. */
  showPaper: z.boolean().catch(false),
});
type Preferences = z.infer<typeof Preferences>;

const KEY = 'carrel.preferences';

export type PreferenceStore = ReturnType<typeof createPreferences>;

/** Kept in the window's own storage; what cannot be read there is set aside for the defaults. */
export function createPreferences(storage: Storage) {
  const store = createStore<Preferences>(() => Preferences.catch(() => Preferences.parse({})).parse(stored(storage)));
  store.subscribe((preferences) => storage.setItem(KEY, JSON.stringify(preferences)));
  return store;
}

function stored(storage: Storage): unknown {
  try {
    return JSON.parse(storage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}
