import { describe, expect, it } from 'vitest';
import { bookFields, buildMarc } from '../testing/build-marc.ts';
import { detectFormat } from './format.ts';

describe('the format of a file', () => {
  it.each([
    ['application/marc', buildMarc(bookFields('1')), { kind: 'iso2709' }],
    ['application/marcxml+xml', buildMarc(bookFields('1')), { kind: 'iso2709' }],
    ['application/marc', Buffer.from('<collection>'), { kind: 'marcxml', encoding: 'utf-8' }],
    [undefined, Buffer.from('\ufeff\n<record/>'), { kind: 'marcxml', encoding: 'utf-8' }],
    ['application/marcxml+xml; charset=utf-8', Buffer.from('junk'), { kind: 'marcxml', encoding: 'utf-8' }],
    ['application/marc', Buffer.from('junk'), { kind: 'iso2709' }],
    [
      'application/marcxml+xml',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?>'),
      { kind: 'marcxml', encoding: 'ISO-8859-1' },
    ],
  ])('is told by the first bytes before the media type %s', (mediaType, head, format) => {
    expect(detectFormat(mediaType, head)).toEqual(format);
  });

  it.each([
    ['text/plain', Buffer.from('junk'), 'This file is neither MARC (ISO 2709) nor MARCXML.'],
    [
      'application/marcxml+xml',
      Buffer.from('\ufeff<record/>', 'utf16le'),
      'This file is in UTF-16. Save it as UTF-8 and send it again.',
    ],
    [
      'application/marcxml+xml',
      Buffer.from('<?xml version="1.0" encoding="klingon"?>'),
      'The XML declares an unknown encoding, klingon.',
    ],
  ])('is refused with a sentence when it cannot be read: %s', (mediaType, head, reason) => {
    expect(detectFormat(mediaType, head)).toEqual({ reason });
  });
});
