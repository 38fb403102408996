/** Builders for tests: files as other systems write them, byte for byte. */

/** Text goes out as UTF-8; bytes as they are, for MARC-8 and for damage. */
type Value = string | Buffer;
export type BuiltField = { tag: string; indicators?: string; parts: [code: string, value: Value][] };

export const control = (tag: string, value: Value): BuiltField => ({ tag, parts: [['', value]] });

/** `data('245', '10', { a: 'Title', b: 'subtitle' })`; an array gives a subfield that comes more than once. */
export const data = (tag: string, indicators: string, subfields: Record<string, Value | Value[]>): BuiltField => ({
  tag,
  indicators,
  parts: Object.entries(subfields).flatMap(([code, value]) =>
    [value].flat().map((each): [string, Value] => [code, each]),
  ),
});

/** A record in ISO 2709. `leader` begins at position 5: status, type, level, control, encoding (`a` is UTF-8). */
export function buildMarc(fields: BuiltField[], leader = 'nam a'): Buffer {
  const bodies = fields.map(({ indicators, parts }) =>
    Buffer.concat([
      Buffer.from(indicators ?? ''),
      ...parts.map(([code, value]) => Buffer.concat([Buffer.from(code && `\x1f${code}`), Buffer.from(value)])),
      Buffer.from('\x1e'),
    ]),
  );
  let position = 0;
  const directory = fields.map(({ tag }, index) => {
    const length = bodies[index]?.length ?? 0;
    position += length;
    return tag + digits(length, 4) + digits(position - length, 5);
  });
  const base = 24 + 12 * fields.length + 1;
  const head = `${digits(base + position + 1, 5)}${leader}22${digits(base, 5)} a 4500${directory.join('')}\x1e`;
  return Buffer.concat([Buffer.from(head), ...bodies, Buffer.from('\x1d')]);
}

/** A `<record>` element; text must not need escaping. */
export function buildMarcxml(fields: BuiltField[], prefix = ''): string {
  const inner = fields.map(({ tag, indicators, parts }) => {
    if (indicators === undefined) return `<${prefix}controlfield tag="${tag}">${parts[0]?.[1]}</${prefix}controlfield>`;
    const subfields = parts.map(([code, value]) => `<${prefix}subfield code="${code}">${value}</${prefix}subfield>`);
    const attributes = `tag="${tag}" ind1="${indicators[0]}" ind2="${indicators[1]}"`;
    return `<${prefix}datafield ${attributes}>${subfields.join('')}</${prefix}datafield>`;
  });
  const leader = `<${prefix}leader>00000nam a2200000 a 4500</${prefix}leader>`;
  return `<${prefix}record>${leader}${inner.join('\n')}</${prefix}record>`;
}

/** A small book with this number, as most tests want one. */
export const bookFields = (number: string, title = `Book ${number}`): BuiltField[] => [
  control('001', number),
  data('245', '10', { a: `${title} /`, c: 'by somebody.' }),
];

/** The same bytes as a stream in pieces of `size` bytes. */
export async function* inPieces(bytes: Buffer, size = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const digits = (value: number, width: number): string => String(value).padStart(width, '0');
