import fc, { type Arbitrary } from 'fast-check';
import { bookFields, buildMarc, buildMarcxml } from '../../imports/testing/build-marc.ts';

const whole = Buffer.concat(['1', '2', '3'].map((number) => buildMarc(bookFields(number))));
const xml = Buffer.from(`<collection>${buildMarcxml(bookFields('4'))}</collection>`);

/** Files as other systems write them, with some bytes that are not right, or cut short. */
export const marcFiles: Arbitrary<{ body: Buffer; type: string }> = fc
  .record({
    isXml: fc.boolean(),
    wrong: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
    length: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ isXml, wrong, length }) => {
    const source = isXml ? xml : whole;
    const body = Buffer.from(source.subarray(0, Math.ceil(source.length * length)));
    for (const [place, byte] of wrong) if (body.length > 0) body[place % body.length] = byte;
    return { body, type: isXml ? 'application/marcxml+xml' : 'application/marc' };
  });
