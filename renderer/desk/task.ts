/** The desk's tasks, in the order of the navigation, and of the digits that open them with Alt. */
export const tasks = ['checkout', 'returns', 'catalog', 'members', 'attention', 'settings'] as const;
export type Task = (typeof tasks)[number];

/** The key that opens each. F8 belongs to the tasks themselves. */
export const taskKeys: Record<Task, string> = {
  checkout: 'F1',
  returns: 'F2',
  catalog: 'F3',
  members: 'F4',
  attention: 'F9',
  settings: 'F10',
};

/** What a desk can do with nobody signed in, by its own key: nobody can sign in while the line is down. */
export const tasksWithoutPerson: readonly Task[] = ['returns', 'catalog'];

export const isTask = (place: Place): place is Task => tasks.some((task) => task === place);

/** Where a scan was made: on a task's screen, or before anybody is at work. */
export type Place = Task | 'shut' | 'sign_in' | 'locked';
