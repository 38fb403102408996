/** HID POS reports as the makers lay them out, for tests and for the fake scanner. */

type Layout = { aimAt: number; countsAim: boolean; room: number; reportId: number };

const LAYOUTS = {
  honeywell: { aimAt: 2, countsAim: false, room: 56, reportId: 2 },
  zebra: { aimAt: 3, countsAim: false, room: 56, reportId: 2 },
  newland: { aimAt: 2, countsAim: true, room: 56, reportId: 2 },
  microscan: { aimAt: 2, countsAim: true, room: 62, reportId: 1 },
} satisfies Record<string, Layout>;

export type HidPosLayout = keyof typeof LAYOUTS;

/** The 64-byte reports of one code, first to last. `aim` such as `]C0`, or empty for a scanner that sends none. */
export function hidPosReports(maker: HidPosLayout, aim: string, text: string): Uint8Array[] {
  const layout = LAYOUTS[maker];
  return layout.countsAim ? inlineReports(layout, aim + text) : framedReports(layout, aim, text);
}

/** The identifier stands in front of every part, and a flag in the last byte. */
function framedReports(layout: Layout, aim: string, text: string): Uint8Array[] {
  const parts = split(Buffer.from(text), layout.room);
  return parts.map((data, index) => {
    const report = Buffer.alloc(64);
    report.set([layout.reportId, data.length]);
    report.write(aim, layout.aimAt, 'latin1');
    report.set(data, layout.aimAt + 3);
    report[63] = index < parts.length - 1 ? 1 : 0;
    return report;
  });
}

/** The identifier is the beginning of the data, once. */
function inlineReports(layout: Layout, text: string): Uint8Array[] {
  const parts = split(Buffer.from(text), layout.room);
  return parts.map((data, index) => {
    const report = Buffer.alloc(64);
    report.set([layout.reportId, data.length]);
    report.set(data, 2);
    if (layout.room < 62) report[63] = index < parts.length - 1 ? 1 : 0;
    return report;
  });
}

function split(data: Buffer, size: number): Buffer[] {
  const count = Math.max(1, Math.ceil(data.length / size));
  return Array.from({ length: count }, (_, index) => data.subarray(index * size, (index + 1) * size));
}
