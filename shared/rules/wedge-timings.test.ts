import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_WEDGE_SETTINGS, WedgeSettings } from '#shared/contract/scan.ts';
import type { KeyPress } from './wedge.ts';
import { measureTimings } from './wedge-timings.ts';

const settings = DEFAULT_WEDGE_SETTINGS;

function testScan(names: string[], gapMs: number): KeyPress[] {
  return names.map((key, index) => ({ key, timeMs: 5000 + index * gapMs }));
}

const digits = [...'30234000517861'];

describe('a test scan in the settings', () => {
  it('shows its gaps, without Shift', () => {
    const scan = [
      { key: 'Shift', timeMs: 0 },
      { key: 'T', timeMs: 10 },
      { key: '0', timeMs: 30 },
      { key: '1', timeMs: 36 },
      { key: '2', timeMs: 48 },
      { key: 'Enter', timeMs: 54 },
    ];
    expect(measureTimings(scan, settings)).toEqual({
      gaps: { minMs: 6, averageMs: 11, maxMs: 20 },
      keys: 5,
      terminator: 'Enter',
      advice: { code: 'recognised' },
    });
  });

  it('is well when recognised, with CR LF too', () => {
    expect(measureTimings(testScan([...digits, 'Enter'], 8), settings).advice.code).toBe('recognised');
    expect(measureTimings(testScan([...digits, 'Enter', 'Enter'], 8), settings).advice.code).toBe('recognised');
  });

  it('raises the gap for a slow scanner', () => {
    const { advice } = measureTimings(testScan([...digits, 'Enter'], 40), settings);
    expect(advice).toEqual({ code: 'raise_gap', settings: { ...settings, averageGapMs: 50 } });
  });

  it('sets the prefix that the scanner sends', () => {
    const { advice } = measureTimings(testScan(['Ctrl+a', ...digits, 'F10', 'Enter'], 8), settings);
    expect(advice).toEqual({ code: 'set_prefix', settings: { ...settings, prefix: ['Ctrl+a'], suffix: ['F10'] } });
  });

  it('asks for a prefix when the scanner is as slow as fingers', () => {
    expect(measureTimings(testScan([...digits, 'Enter'], 70), settings).advice).toEqual({ code: 'send_prefix' });
    expect(measureTimings(testScan(['F9', ...digits, 'Enter'], 70), settings).advice).toMatchObject({
      code: 'set_prefix',
      settings: { prefix: ['F9'], averageGapMs: 90 },
    });
  });

  it.each([
    ['too slow for any setting', testScan([...digits, 'Enter'], 160), 'speed_up_scanner'],
    ['without Enter or Tab', testScan(digits, 8), 'no_terminator'],
    ['of three letters', testScan([...'abc', 'Enter'], 8), 'too_few_keys'],
    ['of nothing', [], 'too_few_keys'],
  ])('%s is mended at the scanner', (_what, scan, code) => {
    expect(measureTimings(scan, settings).advice).toEqual({ code });
  });

  it('is recognised after the fix, whatever the scanner', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 130 }), { minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(gaps, fc.constantFrom([], ['F9'], ['Ctrl+a', 'Ctrl+b']), (gapsMs, prefix) => {
        let timeMs = 0;
        const scan = [...prefix, ...digits, 'Enter'].map((key, index) => {
          timeMs += gapsMs[index] ?? 0;
          return { key, timeMs };
        });
        const { advice } = measureTimings(scan, settings);
        if (!('settings' in advice)) return;
        expect(WedgeSettings.safeParse(advice.settings).success).toBe(true);
        expect(measureTimings(scan, advice.settings).advice).toEqual({ code: 'recognised' });
      }),
    );
  });
});
