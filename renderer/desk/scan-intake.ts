import type { ScanEvent } from '#shared/contract/scan.ts';
import { sentenceOf } from '../bridge/answer.ts';
import type { Bridge } from '../bridge/client.ts';
import type { ScanQueue } from '../parts/scan/scan-queue.ts';
import { isTask, type Place } from './task.ts';

export type ScanHandler = (scan: ScanEvent) => Promise<void> | void;

export type ScanIntake = {
  /** What a keyboard wedge sent, or a person typed, on the screen of this moment. */
  text(text: string, source: 'wedge' | 'typed'): void;
  /** Lets a dialog answer the scans made while it is open. */
  divert(handler: ScanHandler): () => void;
};

type IntakeParts = {
  bridge: Bridge;
  queue: ScanQueue;
  place(): Place;
  handlers: Record<Place, ScanHandler>;
  /** The core made nothing of it: seen a moment before, or nothing that could be a code. */
  onNothing(text: string, source: 'wedge' | 'typed'): void;
  onFailure(text: string, sentence: string): void;
  /** The dialog that it was scanned for is closed: nobody knows what else it was for. */
  onClosed(text: string): void;
};

/**
 * Where every scan enters the window. A scan belongs to the screen on which it was made, however long those before it
 * take; only a desk that was locked or left meanwhile answers it itself.
 */
export function createScanIntake(parts: IntakeParts): ScanIntake {
  const { bridge, queue } = parts;
  const diversions: ScanHandler[] = [];

  function handlerOfNow(): ScanHandler {
    const diversion = diversions.at(-1);
    if (diversion) return (scan) => (diversions.includes(diversion) ? diversion(scan) : parts.onClosed(scan.text));
    const madeAt = parts.place();
    return (scan) => {
      const now = parts.place();
      return parts.handlers[isTask(now) && isTask(madeAt) ? madeAt : now](scan);
    };
  }

  bridge.on('scan', (scan) => {
    // The core says every scan; what this window sent is answered where it was sent.
    if (scan.source === 'wedge' || scan.source === 'typed') return;
    const handle = handlerOfNow();
    queue.add(async () => handle(scan));
  });

  return {
    text(text, source) {
      const handle = handlerOfNow();
      // Asked at once, so that the core sees scans in the order of the hands; answered in its turn.
      const asked = bridge.call('scan.text', { text, source });
      const answered = asked.catch((error: unknown) => parts.onFailure(text, sentenceOf(error)));
      queue.add(async () => {
        const scan = await answered;
        if (scan === undefined) return;
        if (scan === null) return parts.onNothing(text, source);
        await handle(scan);
      });
    },
    divert(handler) {
      diversions.push(handler);
      return () => {
        const place = diversions.lastIndexOf(handler);
        if (place >= 0) diversions.splice(place, 1);
      };
    },
  };
}
