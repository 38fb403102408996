import { readFileSync } from 'node:fs';
import type { Printers } from '#shared/contract/desk.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';

type Settings = TaskGroup<'scan'> & TaskGroup<'settings'> & TaskGroup<'sync'> & TaskGroup<'print'> & TaskGroup<'demo'>;

/** The scanner's text, the wedge's settings, the cache's refetching, paper: what every screen may need. */
export const settingsTasks = (desk: Desk): Settings => ({
  'scan.text': ({ text, source }) => desk.scanners.accept({ raw: text, source }) ?? null,

  'settings.wedge'({ profile }) {
    if (profile) desk.file.change({ wedge: profile });
    return desk.file.settings().wedge;
  },

  'sync.refetch'() {
    desk.branchDesk()?.refetch();
    return {};
  },

  'print.printers': async () => ({ printers: await desk.surroundings.printers() }),

  'settings.printers'({ printers }) {
    if (printers) desk.file.change({ printers });
    return printersOf(desk);
  },

  'print.html': ({ html, paper }) => desk.surroundings.print({ html, paper, printer: printersOf(desk)[paper] }),

  'demo.sheet': () => ({ svg: desk.demo?.sheetSvgPath ? readFileSync(desk.demo.sheetSvgPath, 'utf8') : null }),
});

/** What somebody chose at this desk, or what whoever set the computer up put into its environment. */
function printersOf({ file, surroundings }: Desk): Printers {
  const { slip, a4 } = file.settings().printers;
  const { CARREL_SLIP_PRINTER, CARREL_PAGE_PRINTER } = surroundings.environment;
  return { slip: slip ?? CARREL_SLIP_PRINTER ?? null, a4: a4 ?? CARREL_PAGE_PRINTER ?? null };
}
