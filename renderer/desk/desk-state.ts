import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskState } from '#shared/contract/desk.ts';
import type { Person } from '#shared/contract/records.ts';
import { answerOf } from '../bridge/answer.ts';
import type { Bridge } from '../bridge/client.ts';
import { type Place, type Task, tasksWithoutPerson } from './task.ts';

/** `trouble`: why the core does not even say how the desk is, such as a disk that cannot be read. */
export type DeskStateStore = StoreApi<{ state: DeskState | null; trouble: string | null }>;

/** What the core says of the desk: asked whenever the line comes up, told by events in between. */
export function followDeskState(bridge: Bridge): DeskStateStore {
  const store: DeskStateStore = createStore(() => ({ state: null, trouble: null }));
  bridge.on('state', (state) => store.setState({ state, trouble: null }));
  const ask = async () => {
    const state = await answerOf(bridge.call('desk.state', {}));
    store.setState('kind' in state ? { trouble: state.sentence } : { state, trouble: null });
  };
  bridge.line.subscribe(({ line }) => {
    if (line === 'ready') void ask();
  });
  if (bridge.line.getState().line === 'ready') void ask();
  return store;
}

/** The task on the screen, and whether somebody chose to work on without signing in. */
export type Chosen = { task: Task; withoutPerson: boolean };

/** Which screen is shown: a task only to somebody who is signed in — or one that needs nobody — at an enrolled desk. */
export function placeOf(state: DeskState | null, { task, withoutPerson }: Chosen): Place {
  if (!state?.enrolled) return 'shut';
  if (state.session.kind === 'signed_out') return withoutPerson && tasksWithoutPerson.includes(task) ? task : 'sign_in';
  if (state.session.kind === 'locked') return 'locked';
  return task;
}

/** Whoever is at work here, also while the desk is locked. */
export function personOf(state: DeskState | null): Person | null {
  return state && state.session.kind !== 'signed_out' ? state.session.person : null;
}
