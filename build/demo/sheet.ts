import bwipjs from 'bwip-js/node';
import { libraryBarcode } from './books.ts';
import { onSheet } from './copies.ts';
import { situations } from './people.ts';

/** How many of the first members and copies are on the printed sheet. */
export const sheetMembers = situations.length;
export const sheetCopies = onSheet;

export type SheetLabel = { caption: string; detail: string; barcode: string };

// A4 in points; three labels in a row.
const page = { width: 595, height: 842, margin: 30 };
const columns = 3;
const cell = { width: (page.width - 2 * page.margin) / columns, height: 92 };

/**
 * The printable sheet of demo barcodes, so that a real scanner can be tried: member cards first, then books. Code 128,
 * which every scanner reads out of the box.
 */
export function barcodeSheet(labels: { members: SheetLabel[]; copies: SheetLabel[] }): string {
  const membersTop = 70;
  const copiesTop = membersTop + Math.ceil(labels.members.length / columns) * cell.height + 40;
  const body = [
    text(page.margin, 36, 18, 'Carrel demo library — scan these', 'bold'),
    text(page.margin, membersTop - 8, 12, 'Member cards', 'bold'),
    ...labels.members.map((label, index) => place(label, index, membersTop)),
    text(page.margin, copiesTop - 8, 12, 'Books', 'bold'),
    ...labels.copies.map((label, index) => place(label, index, copiesTop)),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${page.width} ${page.height}" width="210mm" height="297mm">`,
    `<rect width="${page.width}" height="${page.height}" fill="#fff"/>`,
    ...body,
    '</svg>',
  ].join('\n');
}

function place({ caption, detail, barcode }: SheetLabel, index: number, top: number): string {
  const x = page.margin + (index % columns) * cell.width;
  const y = top + Math.floor(index / columns) * cell.height;
  return [
    text(x, y + 14, 9, shorten(caption, 34), 'bold'),
    text(x, y + 25, 8, shorten(detail, 38)),
    bars(barcode, x, y + 31),
    text(x, y + 76, 9, barcode),
  ].join('\n');
}

/** The barcode as a nested SVG of its own size, scaled to the cell with its quiet zone left free. */
function bars(barcode: string, x: number, y: number): string {
  const svg = bwipjs.toSVG({ bcid: 'code128', text: barcode, height: 12, includetext: false });
  return svg.replace(
    '<svg ',
    `<svg x="${x}" y="${y}" width="${cell.width - 24}" height="36" preserveAspectRatio="xMinYMid meet" `,
  );
}

function text(x: number, y: number, size: number, content: string, weight = 'normal'): string {
  const escaped = content.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
  return `<text x="${x}" y="${y}" font-family="sans-serif" font-size="${size}" font-weight="${weight}" fill="#111">${escaped}</text>`;
}

const shorten = (content: string, length: number) =>
  content.length > length ? `${content.slice(0, length - 1)}…` : content;

export const sheetMemberBarcode = (index: number) => libraryBarcode('2', 100_000 + index);
export const sheetCopyBarcode = (index: number) => libraryBarcode('3', 500_000 + index);
