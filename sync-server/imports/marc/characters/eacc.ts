import rows from './eacc.json' with { type: 'json' };

const cellsOf: ReadonlyMap<string, string[]> = new Map(
  Object.entries(rows).map(([prefix, characters]) => [prefix, Array.from(characters)]),
);

/**
 * One character of EACC, the East Asian set of MARC-8 (three bytes, each 0x21-0x7E), or `undefined` if none is assigned.
 * `eacc.json` holds the Library of Congress table (https://www.loc.gov/marc/specifications/codetables.xml): under the
 * first two bytes in hexadecimal, the characters for the third byte from 0x20 on, a space where nothing is assigned.
 * Where that table gives a private-use code point, its public alternate is kept instead.
 */
export function eaccCharacter(plane: number, row: number, cell: number): string | undefined {
  const prefix = ((plane << 8) | row).toString(16).toUpperCase();
  const character = cellsOf.get(prefix)?.[cell - 0x20];
  return character === ' ' ? undefined : character;
}
