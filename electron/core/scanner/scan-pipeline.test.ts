import { describe, expect, it } from 'vitest';
import { DEFAULT_BARCODE_PATTERNS, ScanEvent } from '#shared/contract/scan.ts';
import { ScanPipeline } from './scan-pipeline.ts';

/** A pipeline whose clock stands still until it is told. */
function pipelineAt(start = '2026-11-22T09:30:00.000Z') {
  let nowMs = Date.parse(start);
  const pipeline = new ScanPipeline(DEFAULT_BARCODE_PATTERNS, () => new Date(nowMs));
  return { pipeline, wait: (ms: number) => (nowMs += ms) };
}

describe('a scan', () => {
  it('becomes one event, cleaned and told apart', () => {
    const { pipeline } = pipelineAt();
    const scan = pipeline.accept({ raw: ']F0A30234000517861B', source: 'hid', deviceName: 'Zebra DS4308' });
    expect(ScanEvent.parse(scan)).toEqual({
      id: expect.any(String),
      raw: ']F0A30234000517861B',
      text: '30234000517861',
      symbology: 'codabar',
      kind: 'copy',
      checkDigit: 'right',
      source: 'hid',
      deviceName: 'Zebra DS4308',
      at: '2026-11-22T09:30:00.000Z',
    });
  });

  it('of a book’s EAN is its ISBN', () => {
    const { pipeline } = pipelineAt();
    expect(pipeline.accept({ raw: ']E0978030640615751995', source: 'hid' })).toMatchObject({
      kind: 'isbn',
      text: '9780306406157',
      symbology: 'ean',
    });
  });

  it('typed by hand is read like any other', () => {
    const { pipeline } = pipelineAt();
    expect(pipeline.accept({ raw: ' 2 3529 00100 0463 ', source: 'typed' })).toMatchObject({
      kind: 'member',
      text: '23529001000463',
      source: 'typed',
    });
  });

  it('of nothing, or of something longer than any code, is none', () => {
    const { pipeline } = pipelineAt();
    expect(pipeline.accept({ raw: ' \r\n', source: 'typed' })).toBeUndefined();
    expect(pipeline.accept({ raw: ']C0', source: 'hid' })).toBeUndefined();
    expect(pipeline.accept({ raw: 'x'.repeat(10_000), source: 'wedge' })).toBeUndefined();
  });

  it('follows the library’s patterns as soon as they change', () => {
    const { pipeline } = pipelineAt();
    expect(pipeline.accept({ raw: 'AB1234', source: 'wedge' })?.kind).toBe('unknown');
    pipeline.setPatterns({ member: ['AB\\d{4}'], copy: [], checkDigit: 'ignore' });
    expect(pipeline.accept({ raw: 'AB5678', source: 'wedge' })?.kind).toBe('member');
  });
});

describe('the same code again', () => {
  const book = { raw: '30234000517861', source: 'wedge' } as const;

  it('within a second is the same scan, by whichever scanner', () => {
    const { pipeline, wait } = pipelineAt();
    expect(pipeline.accept(book)).toBeDefined();
    wait(400);
    expect(pipeline.accept({ raw: ']C030234000517861', source: 'hid' })).toBeUndefined();
    wait(1000);
    expect(pipeline.accept(book)).toBeDefined();
  });

  it('is a scan of its own while the screen counts', () => {
    const { pipeline } = pipelineAt();
    pipeline.setCounting(true);
    expect([pipeline.accept(book), pipeline.accept(book)]).not.toContain(undefined);
    pipeline.setCounting(false);
    expect(pipeline.accept(book)).toBeUndefined();
  });

  it('in a file is a scan of its own: its lines come all at once', () => {
    const { pipeline } = pipelineAt();
    const line = { ...book, source: 'file' } as const;
    expect([pipeline.accept(line), pipeline.accept(line)]).not.toContain(undefined);
  });
});
