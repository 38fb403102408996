import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#shared/contract/notices.ts';
import { draftOf, settingsOf } from './settings-draft.ts';

const draft = draftOf(defaultSettings);

describe('when members are reminded, as it is typed', () => {
  it('is what the library has, until somebody types', () => {
    expect(settingsOf(draft)).toEqual({ settings: defaultSettings });
  });

  it('leaves a reminder out where its field is empty', () => {
    expect(settingsOf({ ...draft, dueSoonDays: ' ', second: '' })).toEqual({
      settings: { ...defaultSettings, dueSoonDays: null, overdueDays: { first: 7, second: null, final: 28 } },
    });
  });

  it.each([
    [{ dueSoonDays: '31' }, 'dueSoonDays'],
    [{ first: 'soon' }, 'first'],
    [{ final: '1.5' }, 'final'],
    [{ morningHour: '' }, 'morningHour'],
    [{ keepDays: '7' }, 'keepDays'],
    [{ language: 'English' }, 'language'],
    [{ first: '14', second: '7' }, 'overdueDays'],
  ])('says beside its field what cannot be: %j', (typed, field) => {
    expect(settingsOf({ ...draft, ...typed })).toEqual({ errors: { [field]: expect.stringMatching(/\w.*[.]$/) } });
  });
});
