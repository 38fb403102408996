import { expect, it } from 'vitest';
import { Bridge } from '../bridge/client.ts';
import { exampleLibrary } from '../testing/example-library.ts';
import { exampleState, librarian } from '../testing/example-state.ts';
import { transportTo } from '../testing/test-desk.ts';
import { TestHost } from '../testing/test-host.ts';
import { followDeskState, personOf, placeOf } from './desk-state.ts';
import { tasks } from './task.ts';

const atWork = exampleState(exampleLibrary(0));
const locked = { ...atWork, session: { kind: 'locked' as const, person: librarian } };

const returning = { task: 'returns', withoutPerson: false } as const;

it('shows a task only to somebody who is signed in, at a desk that is enrolled', () => {
  expect(placeOf(null, returning)).toBe('shut');
  expect(placeOf({ ...atWork, enrolled: null }, returning)).toBe('shut');
  expect(placeOf({ ...atWork, session: { kind: 'signed_out' } }, returning)).toBe('sign_in');
  expect(placeOf(locked, returning)).toBe('locked');
  expect(placeOf(atWork, returning)).toBe('returns');
});

it('goes on with returns, the catalogue, what comes out of boxes and a count for nobody in particular, if that was chosen, and with nothing else', () => {
  const nobody = { ...atWork, session: { kind: 'signed_out' as const } };
  const places = tasks.map((task) => placeOf(nobody, { task, withoutPerson: true }));
  expect(places.filter((place) => place !== 'sign_in')).toEqual(['returns', 'catalog', 'transfers', 'stocktake']);
});

it('knows who is at work, also while the desk is locked', () => {
  expect(personOf(locked)).toEqual(librarian);
  expect(personOf({ ...atWork, session: { kind: 'signed_out' } })).toBeNull();
});

it('says why a desk that cannot start does not', async () => {
  const host = new TestHost();
  host.calls['desk.state'] = () => Promise.reject(new Error('This computer’s disk cannot be read.'));
  const store = followDeskState(new Bridge(transportTo(host)));
  await expect.poll(() => store.getState().trouble).toMatch(/disk cannot be read/);
  host.change({});
  expect(store.getState()).toMatchObject({ trouble: null, state: { demo: true } });
});
