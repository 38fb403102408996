import type { Bridge } from '../bridge/client.ts';
import type { Format } from '../text/format.ts';
import { accountOfShown } from './account/account-of-shown.ts';
import { AttentionTask } from './attention/attention-task.ts';
import { CatalogTask } from './catalog/catalog-task.ts';
import { CheckoutTask } from './checkout/checkout-task.ts';
import { memberSaid, wordsOfLine } from './checkout/checkout-words.ts';
import { HoldListsTask } from './holds/hold-lists-task.ts';
import { holdsOfShown } from './holds/holds-of-shown.ts';
import { LibraryTask } from './library/library-task.ts';
import { MembersTask } from './members/members-task.ts';
import { NoticeSetupTask } from './notices/notice-setup-task.ts';
import { NoticesTask } from './notices/notices-task.ts';
import type { ReturnLine } from './returns/return-lines.ts';
import { soundOfReturn } from './returns/return-sound.ts';
import { wordsOfReturn } from './returns/return-words.ts';
import { ReturnsTask } from './returns/returns-task.ts';
import { PrinterTask } from './settings/printer-task.ts';
import { ScannerTask } from './settings/scanner-task.ts';
import { saidOfScan, wordsOfScan } from './stocktake/scan-words.ts';
import { StocktakeTask } from './stocktake/stocktake-task.ts';
import type { Surroundings } from './surroundings.ts';
import { wordsOfPacking } from './transfers/pack-words.ts';
import { TransfersTask } from './transfers/transfers-task.ts';
import type { Voice } from './voice.ts';

type TaskParts = {
  bridge: Bridge;
  surroundings: Surroundings;
  voice: Voice;
  format(): Format;
  currency(): string;
  onServed(): void;
  onReturned(line: ReturnLine): void;
  /** The branch of this desk. */
  here(): string | undefined;
  /** How many scans of this desk the server has not seen yet. */
  queued(): number;
};

export type DeskTasks = ReturnType<typeof createTasks>;

/** Each task's memory, with the voice that says what came of a scan. */
export function createTasks(parts: TaskParts) {
  const { bridge, surroundings, voice } = parts;
  const notice = voice.notice;
  const sayReturn = (line: ReturnLine, isBulk: boolean) => {
    const { tone, word, place, remarks } = wordsOfReturn(line, parts.format());
    const sentence = [word, place, line.title, ...remarks].filter(Boolean).join('. ');
    const sound = soundOfReturn(line, isBulk);
    if (tone && sound) voice.signal(tone, sentence, sound);
    parts.onReturned(line);
  };
  const tasks = {
    checkout: new CheckoutTask({
      bridge,
      surroundings,
      onServed: parts.onServed,
      voice: {
        member(standing) {
          const { tone, sentence } = memberSaid(standing);
          voice.signal(tone, sentence);
        },
        line(line) {
          const { tone, word, sentence } = wordsOfLine(line, parts.format(), surroundings.now());
          if (tone) voice.signal(tone, [word, line.title, sentence].filter(Boolean).join('. '));
        },
      },
    }),
    returns: new ReturnsTask({ bridge, surroundings, notice, voice: sayReturn }),
    catalog: new CatalogTask({ bridge, surroundings, notice }),
    members: new MembersTask({ bridge, surroundings, notice }),
    holdLists: new HoldListsTask({ bridge, surroundings, notice, voice: sayReturn }),
    attention: new AttentionTask({ bridge, surroundings, notice }),
    transfers: transfersTask(parts, (line) => sayReturn(line, false)),
    stocktake: new StocktakeTask({
      bridge,
      surroundings,
      notice,
      voice(line) {
        const { tone, sound } = wordsOfScan(line);
        voice.signal(tone, saidOfScan(line), sound);
      },
    }),
    library: new LibraryTask({ bridge, surroundings, notice, currency: parts.currency }),
    notices: new NoticesTask({ bridge, notice }),
    noticeSetup: new NoticeSetupTask(bridge),
    scanner: new ScannerTask({ bridge, notice }),
    printers: new PrinterTask({ bridge, notice }),
  };
  return {
    ...tasks,
    account: accountOfShown({ bridge, notice, ...tasks }),
    waitlists: holdsOfShown({ bridge, ...tasks }),
  };
}

/** What a copy out of a box, or into one, is said to come to. */
function transfersTask(
  { bridge, surroundings, voice, here, queued }: TaskParts,
  voiceOfReceipt: (line: ReturnLine) => void,
): TransfersTask {
  const task: TransfersTask = new TransfersTask({
    bridge,
    surroundings,
    here,
    queued,
    notice: voice.notice,
    voiceOfReceipt,
    voiceOfPacking(line) {
      const { tone, word, sentence } = wordsOfPacking(line, task.store.getState().branches);
      if (tone) voice.signal(tone, [word, line.title, sentence].filter(Boolean).join('. '));
    },
  });
  return task;
}
