import { barcodeSvg } from './barcode-svg.ts';

/** The paper a page is for: 80 mm of a receipt printer, or a sheet. */
export type Paper = 'slip' | 'a4';

/** A printable page of its own: nothing in it is fetched, nothing in it runs. */
export type SlipDocument = { title: string; lines: SlipLine[] };
export type SlipLine =
  | { kind: 'heading' | 'huge' | 'text' | 'small'; text: string }
  | { kind: 'pair'; left: string; right: string }
  | { kind: 'rule' }
  /** Bars that a scanner reads; what they say stands in a line of its own. */
  | { kind: 'barcode'; code: string }
  /** Rows side by side on a sheet; on a slip the cells of a row stand below each other. */
  | { kind: 'table'; heads: readonly string[]; rows: readonly (readonly string[])[] };

const SHARED_STYLE = `
body { margin: 0; font: 11pt/1.35 system-ui, sans-serif; color: #000; background: #fff; }
h1 { font-size: 13pt; margin: 0 0 2mm; }
p { margin: 0 0 1.5mm; overflow-wrap: anywhere; }
.huge { font-size: 26pt; line-height: 1.1; font-weight: 700; margin: 2mm 0; }
.small { font-size: 9pt; }
.pair { display: flex; justify-content: space-between; gap: 3mm; }
.pair b { white-space: nowrap; }
.barcode svg { display: block; height: 14mm; max-width: 100%; }
hr { border: 0; border-top: 1px dashed #000; margin: 2mm 0; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 1mm 3mm 1mm 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
tr { border-bottom: 1px solid #000; break-inside: avoid; }
`;

/** Black on white only: thermal paper knows no grey. Receipt printers use 72 mm of 80 mm paper. */
const STYLES: Record<Paper, string> = {
  slip: `@page { size: 80mm auto; margin: 4mm; }
${SHARED_STYLE}
body { width: 72mm; }
thead { display: none; }
td { display: block; padding: 0; }
td:first-child { padding-top: 1.5mm; font-weight: 700; }
td:last-child { padding-bottom: 1.5mm; }
`,
  a4: `@page { size: A4; margin: 16mm; }
${SHARED_STYLE}
h1 { font-size: 18pt; }
thead { display: table-header-group; }
`,
};

/** A page to be printed, before it is known by whom. `body` is HTML without scripts or style attributes. */
export type PrintPage = { title: string; style: string; body: string; paper: Paper };

export function slipPage({ title, lines }: SlipDocument, paper: Paper = 'slip'): PrintPage {
  return { title, style: STYLES[paper], body: lines.map(lineHtml).join('\n'), paper };
}

/** The page as one HTML document, for the core's printer. */
export function pageHtml({ title, style, body }: PrintPage): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>\n${body}\n</body></html>`;
}

function lineHtml(line: SlipLine): string {
  if (line.kind === 'rule') return '<hr>';
  if (line.kind === 'table') return tableHtml(line);
  if (line.kind === 'barcode') return `<p class="barcode">${barcodeSvg(line.code)}</p>`;
  if (line.kind === 'pair')
    return `<p class="pair"><span>${escapeHtml(line.left)}</span><b>${escapeHtml(line.right)}</b></p>`;
  if (line.kind === 'heading') return `<h1>${escapeHtml(line.text)}</h1>`;
  return `<p class="${line.kind}">${escapeHtml(line.text)}</p>`;
}

function tableHtml({ heads, rows }: Extract<SlipLine, { kind: 'table' }>): string {
  const cells = (tag: 'th' | 'td', texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${cells('th', heads)}</thead><tbody>${rows.map((row) => cells('td', row)).join('\n')}</tbody></table>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Titles come from catalogues all over the world and may hold anything. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
