import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_WEDGE_SETTINGS, WedgeSettings } from '#shared/contract/scan.ts';
import { afterSilence, type KeyPress, keyName, patienceMs, pressKey, QUIET_WEDGE } from './wedge.ts';

const settings = (change: Partial<WedgeSettings> = {}): WedgeSettings =>
  WedgeSettings.parse({ ...DEFAULT_WEDGE_SETTINGS, ...change });

/** Keys at a steady pace, the first at `startMs`. */
function keys(names: string[], gapMs: number, startMs = 10_000): KeyPress[] {
  return names.map((key, index) => ({ key, timeMs: startMs + index * gapMs }));
}

const scanOf = (text: string, gapMs = 8, startMs = 10_000) => keys([...text, 'Enter'], gapMs, startMs);

/** Keys whose gaps are given one by one. */
function keysWithGaps(names: string[], gapsMs: number[]): KeyPress[] {
  let timeMs = 10_000;
  return names.map((key, index) => {
    timeMs += index === 0 ? 0 : (gapsMs[index - 1] ?? 0);
    return { key, timeMs };
  });
}

/** What a screen sees: the field's text, the keys that went through, and the scans; its timer runs between keys. */
function screenAfter(presses: KeyPress[], using: WedgeSettings = settings()) {
  let state = QUIET_WEDGE;
  let field = '';
  const through: string[] = [];
  const scans: string[] = [];
  for (const press of presses) {
    const rested = afterSilence(state, press.timeMs - 1, using);
    const step = pressKey(rested.state, press, using);
    field += rested.letGo.join('') + step.letGo.join('');
    if (step.decision === 'scan') scans.push(step.text);
    if (step.decision === 'pass') {
      through.push(press.key);
      if ([...press.key].length === 1) field += press.key;
    }
    state = step.state;
  }
  field += afterSilence(state, Number.POSITIVE_INFINITY, using).letGo.join('');
  return { field, through, scans };
}

describe('a scanner that types', () => {
  it('is heard, and types nothing into the field that has the focus', () => {
    expect(screenAfter(scanOf('30234000517861'))).toEqual({ field: '', through: [], scans: ['30234000517861'] });
  });

  it('may end with Tab', () => {
    expect(screenAfter(keys([...'T0054321', 'Tab'], 8)).scans).toEqual(['T0054321']);
  });

  it('may end with CR LF: the second key presses no button', () => {
    expect(screenAfter(keys([...'T0054321', 'Enter', 'Enter'], 8))).toMatchObject({ through: [], scans: ['T0054321'] });
    expect(screenAfter(keys([...'T0054321', 'Enter', 'Ctrl+j'], 8))).toMatchObject({
      through: [],
      scans: ['T0054321'],
    });
  });

  it('presses Shift for capitals, which is no character', () => {
    const names = ['Shift', 'T', '0', '0', '5', 'Shift', 'A', 'CapsLock', 'Enter'];
    expect(screenAfter(keys(names, 8))).toMatchObject({ field: '', scans: ['T005A'] });
  });

  it('may pause once for longer than a person would, without losing its beginning', () => {
    const stalled = keysWithGaps([...'30234000517861', 'Enter'], [5, 80, ...Array(12).fill(5)]);
    expect(screenAfter(stalled)).toEqual({ field: '', through: [], scans: ['30234000517861'] });
  });

  it('gives two scans when two books follow at once', () => {
    const both = [...scanOf('30234000517861'), ...scanOf('33191000105864', 8, 10_200)];
    expect(screenAfter(both).scans).toEqual(['30234000517861', '33191000105864']);
  });

  it('never gives half a code: one that stalls too long is typed whole', () => {
    const torn = keysWithGaps([...'30234000517861', 'Enter'], [5, 5, 5, 5, 5, 200, ...Array(8).fill(5)]);
    expect(screenAfter(torn)).toEqual({
      field: '30234000517861',
      through: [...'34000517861'.slice(-8), 'Enter'],
      scans: [],
    });
  });
});

describe('a person who types', () => {
  it('types a barcode by hand and presses Enter', () => {
    const typed = screenAfter(keys([...'30234000517861', 'Enter'], 120));
    expect(typed).toMatchObject({ field: '30234000517861', scans: [] });
    expect(typed.through.at(-1)).toBe('Enter');
  });

  it('types a short number quickly and then reaches for Enter', () => {
    const typed = keysWithGaps([...'1234', 'Enter'], [25, 25, 25, 85]);
    expect(screenAfter(typed)).toMatchObject({ field: '1234', scans: [] });
  });

  it('waits for the first letter only, and less than a tenth of a second', () => {
    expect(patienceMs(settings())).toBeLessThan(100);
    const [first, second] = keys(['a', 'b'], 120);
    if (!first || !second) throw new Error('two keys were made');
    const held = pressKey(QUIET_WEDGE, first, settings());
    expect(held.decision).toBe('hold');
    const rested = afterSilence(held.state, first.timeMs + patienceMs(settings()), settings());
    expect(rested.letGo).toEqual(['a']);
    expect(pressKey(rested.state, second, settings())).toMatchObject({ decision: 'pass', letGo: [] });
  });

  it('sees quick letters after four of them, not at the end of the word', () => {
    const quick = keys([...'library'], 70);
    expect(screenAfter(quick).through.length).toBeGreaterThanOrEqual(4);
  });

  it('leans on a key: a key that repeats itself is no scanner', () => {
    const leaning = [
      { key: 'a', timeMs: 10_000 },
      ...keys(Array(20).fill('a'), 30, 10_030).map((press) => ({ ...press, repeat: true })),
      { key: 'Enter', timeMs: 10_640 },
    ];
    expect(screenAfter(leaning)).toMatchObject({ field: 'a'.repeat(21), scans: [] });
  });

  it('corrects himself: a letter that was held comes before the Backspace', () => {
    const step = pressKey(
      pressKey(QUIET_WEDGE, { key: 'a', timeMs: 10_000 }, settings()).state,
      { key: 'Backspace', timeMs: 10_050 },
      settings(),
    );
    expect(step).toMatchObject({ decision: 'pass', letGo: ['a'] });
  });

  it('presses Enter alone, and it goes through', () => {
    expect(screenAfter([{ key: 'Enter', timeMs: 10_000 }]).through).toEqual(['Enter']);
  });
});

describe('a scanner with a prefix and a suffix', () => {
  const marked = settings({ prefix: ['F9'], suffix: ['F10'] });

  it('is heard by its prefix, and the text is without prefix and suffix', () => {
    const scan = keys(['F9', ...'30234000517861', 'F10', 'Enter'], 8);
    expect(screenAfter(scan, marked)).toEqual({ field: '', through: [], scans: ['30234000517861'] });
  });

  it('lets a person type without any delay', () => {
    expect(pressKey(QUIET_WEDGE, { key: 'a', timeMs: 10_000 }, marked).decision).toBe('pass');
  });

  it('does not take a quick run without the prefix for a scan', () => {
    expect(screenAfter(scanOf('30234000517861'), marked)).toMatchObject({ field: '30234000517861', scans: [] });
  });

  it('is heard even in the middle of typing', () => {
    const typing = keys([...'ab'], 100);
    const scan = keys(['F9', ...'30234000517861', 'Enter'], 8, 10_150);
    expect(screenAfter([...typing, ...scan], marked)).toMatchObject({ field: 'ab', scans: ['30234000517861'] });
  });

  it('starts anew when the prefix comes twice', () => {
    const scan = keys(['F9', 'F9', ...'30234000517861', 'Enter'], 8);
    expect(screenAfter(scan, settings({ prefix: ['F9'] })).scans).toEqual(['30234000517861']);
  });
});

describe('whatever is sent', () => {
  const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
  const someSettings = fc
    .record({
      averageGapMs: fc.integer({ min: 10, max: 100 }),
      minLength: fc.integer({ min: 2, max: 8 }),
      terminators: fc.constantFrom(['Enter', 'Tab'], ['Enter'], ['Tab']),
      prefix: fc.constantFrom([], ['F9'], ['Ctrl+a', 'Ctrl+b']),
      suffix: fc.constantFrom([], ['F10']),
    })
    .map((change) => WedgeSettings.parse(change));

  it('takes every run at a scanner’s speed with a terminator for a scan', () => {
    const run = fc.tuple(
      someSettings,
      fc.array(fc.tuple(character, fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 8 }),
    );
    fc.assert(
      fc.property(run, fc.double({ min: 0, max: 1, noNaN: true }), ([using, characters], lastGap) => {
        const text = characters.map(([key]) => key);
        const names = [...using.prefix, ...text, ...using.suffix, using.terminators[0] ?? 'Enter'];
        const gaps = names.map((_, index) => (characters[index]?.[1] ?? lastGap) * using.averageGapMs);
        expect(screenAfter(keysWithGaps(names, gaps), using)).toEqual({
          field: '',
          through: [],
          scans: [text.join('')],
        });
      }),
    );
  });

  it('takes nothing at a person’s speed for a scan', () => {
    const key = fc.oneof(character, fc.constantFrom('Enter', 'Tab', 'F9', 'F10', 'Ctrl+a', 'Backspace'));
    const typing = fc.array(fc.tuple(key, fc.integer({ min: 1, max: 900 })), { maxLength: 40 });
    fc.assert(
      fc.property(someSettings, typing, (using, presses) => {
        const gaps = presses.map(([, gap]) => using.averageGapMs + gap);
        const seen = screenAfter(
          keysWithGaps(
            presses.map(([name]) => name),
            gaps,
          ),
          using,
        );
        expect(seen.scans).toEqual([]);
        const typed = presses.map(([name]) => name).filter((name) => [...name].length === 1);
        expect(seen.field).toBe(typed.join(''));
      }),
    );
  });

  it('loses no character, doubles none and swaps none, at any speed', () => {
    const key = fc.oneof(character, fc.constantFrom('Enter', 'Tab', 'Shift', 'ArrowLeft'));
    const press = fc.tuple(key, fc.integer({ min: 0, max: 120 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(press, { maxLength: 60 }), (presses) => {
        const names = presses.map(([name]) => name);
        const timed = keysWithGaps(
          names,
          presses.map(([, gap]) => gap),
        ).map((made, index) => ({ ...made, repeat: presses[index]?.[2] ?? false }));
        const seen = screenAfter(timed);
        const typed = names.filter((name) => [...name].length === 1);
        expect([...seen.field].length + [...seen.scans.join('')].length).toBe(typed.length);
        if (seen.scans.length === 0) expect(seen.field).toBe(typed.join(''));
      }),
    );
  });
});

describe('the name of a key', () => {
  const plain = { ctrlKey: false, altKey: false, metaKey: false };

  it.each([
    ['a character', { ...plain, key: 'a' }, 'a'],
    ['Ctrl with a letter', { ...plain, ctrlKey: true, key: 'A' }, 'Ctrl+a'],
    ['Command with a letter', { ...plain, metaKey: true, key: 'c' }, 'Meta+c'],
    ['a menu’s Alt', { ...plain, altKey: true, key: 'f' }, 'Alt+f'],
    ['AltGr, which Windows calls Ctrl and Alt', { ...plain, ctrlKey: true, altKey: true, key: '@' }, '@'],
    ['Option on a Mac', { ...plain, altKey: true, key: '@' }, '@'],
    ['the Ctrl key itself', { ...plain, ctrlKey: true, key: 'Control' }, 'Control'],
  ])('of %s', (_what, event, name) => {
    expect(keyName(event)).toBe(name);
  });
});
