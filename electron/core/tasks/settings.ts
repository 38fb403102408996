import { readFileSync } from 'node:fs';
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

  'print.html': ({ html, paper }) => desk.surroundings.print(html, paper),

  'demo.sheet': () => ({ svg: desk.demo?.sheetSvgPath ? readFileSync(desk.demo.sheetSvgPath, 'utf8') : null }),
});
