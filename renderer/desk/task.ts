/** The desk's tasks, in the order of the navigation and of their keys (F1 … F6). */
export const tasks = ['checkout', 'returns', 'catalog', 'members', 'attention', 'settings'] as const;
export type Task = (typeof tasks)[number];

/** What a desk can do with nobody signed in, by its own key: nobody can sign in while the line is down. */
export const tasksWithoutPerson: readonly Task[] = ['returns', 'catalog'];

export const isTask = (place: Place): place is Task => tasks.some((task) => task === place);

/** Where a scan was made: on a task's screen, or before anybody is at work. */
export type Place = Task | 'shut' | 'sign_in' | 'locked';
