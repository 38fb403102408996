import type { Permission } from '#shared/contract/permissions.ts';

/** The desk's tasks, in the order of the navigation, and of the digits that open them with Alt. */
export const tasks = [
  'checkout',
  'returns',
  'catalog',
  'members',
  'holds',
  'transfers',
  'stocktake',
  'attention',
  'settings',
  'library',
] as const;
export type Task = (typeof tasks)[number];

/** The key that opens each; a task of admins has its digit only. F8 belongs to the tasks themselves. */
export const taskKeys: Record<Task, string | null> = {
  checkout: 'F1',
  returns: 'F2',
  catalog: 'F3',
  members: 'F4',
  holds: 'F5',
  transfers: 'F6',
  stocktake: 'F7',
  attention: 'F9',
  settings: 'F10',
  library: null,
};

/** Tasks that are not everybody's, with the rights of which one is enough. */
export const taskRights: Partial<Record<Task, readonly Permission[]>> = {
  stocktake: ['stocktakes.scan'],
  library: ['policies.write', 'closures.write', 'notices.read'],
};

/** The digit that opens a task together with Alt. */
export const taskDigit = (task: Task): string => `Alt+${(tasks.indexOf(task) + 1) % 10}`;

/** What a desk can do with nobody signed in, by its own key: nobody can sign in while the line is down. */
export const tasksWithoutPerson: readonly Task[] = ['returns', 'catalog', 'transfers', 'stocktake'];

export const isTask = (place: Place): place is Task => tasks.some((task) => task === place);

/** Where a scan was made: on a task's screen, or before anybody is at work. */
export type Place = Task | 'shut' | 'sign_in' | 'locked';
