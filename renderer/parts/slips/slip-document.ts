/** A printable page of its own: nothing in it is fetched, nothing in it runs. */
export type SlipDocument = { title: string; lines: SlipLine[] };
export type SlipLine =
  | { kind: 'heading' | 'huge' | 'text' | 'small'; text: string }
  | { kind: 'pair'; left: string; right: string }
  | { kind: 'rule' };

/** 80 mm paper, of which receipt printers use 72 mm. Black on white only: thermal paper knows no grey. */
const STYLE = `
@page { size: 80mm auto; margin: 4mm; }
body { width: 72mm; margin: 0; font: 11pt/1.35 system-ui, sans-serif; color: #000; background: #fff; }
h1 { font-size: 13pt; margin: 0 0 2mm; }
p { margin: 0 0 1.5mm; overflow-wrap: anywhere; }
.huge { font-size: 26pt; line-height: 1.1; font-weight: 700; margin: 2mm 0; }
.small { font-size: 9pt; }
.pair { display: flex; justify-content: space-between; gap: 3mm; }
.pair b { white-space: nowrap; }
hr { border: 0; border-top: 1px dashed #000; margin: 2mm 0; }
`;

/** A page to be printed, before it is known by whom. `body` is HTML without scripts or style attributes. */
export type PrintPage = { title: string; style: string; body: string; paper: 'slip' | 'a4' };

export function slipPage({ title, lines }: SlipDocument): PrintPage {
  return { title, style: STYLE, body: lines.map(lineHtml).join('\n'), paper: 'slip' };
}

/** The page as one HTML document, for the core's printer. */
export function pageHtml({ title, style, body }: PrintPage): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>\n${body}\n</body></html>`;
}

function lineHtml(line: SlipLine): string {
  if (line.kind === 'rule') return '<hr>';
  if (line.kind === 'pair')
    return `<p class="pair"><span>${escapeHtml(line.left)}</span><b>${escapeHtml(line.right)}</b></p>`;
  if (line.kind === 'heading') return `<h1>${escapeHtml(line.text)}</h1>`;
  return `<p class="${line.kind}">${escapeHtml(line.text)}</p>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Titles come from catalogues all over the world and may hold anything. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
