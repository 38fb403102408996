import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import type { IconName } from '../../parts/icon-paths.ts';
import { Key } from '../../parts/key.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { type Task, taskDigit, taskKeys, tasks } from '../task.ts';

const icons: Record<Task, IconName> = {
  checkout: 'checkout',
  returns: 'returns',
  catalog: 'catalog',
  members: 'members',
  holds: 'hold',
  transfers: 'transit',
  stocktake: 'stocktake',
  attention: 'attention',
  settings: 'settings',
  library: 'branch',
};

/** The tasks with their keys, and who is signed in. */
export function Navigation() {
  const desk = useDesk();
  const state = useDeskState();
  const current = useStore(desk.screen, (screen) => screen.task);
  // With nobody signed in, the stocktake is offered only while this desk takes part in a count.
  useStore(desk.tasks.stocktake.counting.counting, ({ counting }) => counting !== null);
  const person = state.session.kind === 'signed_out' ? null : state.session.person;

  return (
    <nav className="navigation" aria-label={text.navigation.label}>
      <div className="brand">
        <span className="brand-name">{text.productName}</span>
        <span className="brand-branch">{state.enrolled?.branch.name}</span>
      </div>
      <ul>
        {tasks.map((task) => (
          <li key={task} hidden={!desk.offers(task)}>
            <button
              type="button"
              aria-current={task === current ? 'page' : undefined}
              aria-keyshortcuts={[taskKeys[task], taskDigit(task)].filter(Boolean).join(' ')}
              onClick={() => desk.open(task)}
            >
              <Icon name={icons[task]} />
              <span className="navigation-name">{text.navigation.tasks[task]}</span>
              {task === 'attention' && state.outbox.needsAttention > 0 && (
                <span className="badge">
                  {state.outbox.needsAttention}
                  <span className="visually-hidden">
                    {' '}
                    {text.navigation.needsAttention(state.outbox.needsAttention)}
                  </span>
                </span>
              )}
              <Key name={taskKeys[task] ?? taskDigit(task)} />
            </button>
          </li>
        ))}
      </ul>
      <div className="navigation-person">
        <span className="person-name">{person?.name}</span>
        <button type="button" className="button small" onClick={() => (person ? desk.signOut() : desk.askForPerson())}>
          <Icon name="signOut" size={16} />
          {person ? text.navigation.signOut : text.navigation.signIn}
        </button>
      </div>
    </nav>
  );
}
