import { expect, it } from 'vitest';
import { MemoryStorage } from '../testing/test-desk.ts';
import { createPreferences } from './preferences.ts';

const defaults = {
  theme: 'system',
  sounds: true,
  printLoanSlips: false,
  printRoutingSlips: false,
  printPaymentSlips: false,
  paperOfLists: 'a4',
  showPaper: false,
};

function storing(text: string): MemoryStorage {
  const storage = new MemoryStorage();
  storage.setItem('carrel.preferences', text);
  return storage;
}

it.each(['', '5', 'null', '{"theme":"purple"}', '{ half'])('begins with its defaults when it finds %s', (text) => {
  expect(createPreferences(storing(text)).getState()).toEqual(defaults);
});

it('keeps what is chosen', () => {
  const storage = storing('{"theme":"dark"}');
  createPreferences(storage).setState({ sounds: false });
  expect(createPreferences(storage).getState()).toEqual({ ...defaults, theme: 'dark', sounds: false });
});
