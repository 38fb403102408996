/** What a file from a handheld came to: its barcodes in their order, and the lines that hold none. */
export type HandheldFile = { codes: string[]; unread: { line: number; text: string }[] };

/**
 * Barcodes out of a file as handheld scanners write them: one a line, or a table (commas, semicolons or tabs) in which
 * one column holds them. The column is the one whose cells look most like barcodes; a head line is passed over. Dates,
 * times and amounts are no barcodes. `looksRight` is the library's own opinion of a cell.
 */
export function readHandheldFile(text: string, looksRight: (cell: string) => boolean): HandheldFile {
  const rows = text
    .replace(/^\u{feff}/u, '')
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line: index + 1, text: line, cells: cellsOf(line) }))
    .filter(({ text }) => text.trim() !== '');
  const column = columnOfBarcodes(
    rows.map(({ cells }) => cells),
    looksRight,
  );
  const file: HandheldFile = { codes: [], unread: [] };
  for (const { line, text, cells } of rows) {
    const cell = cells[column] ?? '';
    if (looksRight(cell) || mayBeBarcode(cell)) file.codes.push(cell);
    else if (file.codes.length > 0 || line > 1) file.unread.push({ line, text: text.slice(0, 200) });
  }
  return file;
}

/** Cells between commas, semicolons or tabs, with or without quotes (RFC 4180; none of them breaks a line in a barcode). */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, plain = ''] of line.matchAll(/(?:^|[,;\t])(?:"((?:[^"]|"")*)"|([^,;\t]*))/g)) {
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
  }
  return cells;
}

function columnOfBarcodes(rows: string[][], looksRight: (cell: string) => boolean): number {
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 1);
  const scores = Array.from({ length: width }, (_, column) =>
    rows.reduce((score, cells) => score + scoreOf(cells[column] ?? '', looksRight), 0),
  );
  return scores.indexOf(Math.max(...scores));
}

const scoreOf = (cell: string, looksRight: (cell: string) => boolean) =>
  looksRight(cell) ? 2 : Number(mayBeBarcode(cell));

/** Three characters or more with a digit among them, and neither a date, a time nor an amount. */
function mayBeBarcode(cell: string): boolean {
  if (!/^[\w$+./*%-]{3,64}$/.test(cell) || !/\d/.test(cell)) return false;
  return !/^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|^\d{1,2}:\d{2}|^\d+[.,]\d{1,2}$/.test(cell);
}
