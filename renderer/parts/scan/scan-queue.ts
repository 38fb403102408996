import { createStore, type StoreApi } from 'zustand/vanilla';

/** Scans are worked off strictly one after another, in the order in which they were made, and none is dropped. */
export type ScanQueue = {
  store: StoreApi<{ waiting: number; held: boolean }>;
  add(job: () => Promise<void>): void;
  /** Lets scans wait, while a dialog is open, until the answer is called. */
  hold(): () => void;
};

export function createScanQueue(onMistake: (error: unknown) => void): ScanQueue {
  const store = createStore(() => ({ waiting: 0, held: false }));
  const jobs: (() => Promise<void>)[] = [];
  let holds = 0;
  let working = false;

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (;;) {
      const job = holds > 0 ? undefined : jobs.shift();
      if (!job) break;
      try {
        await job();
      } catch (error) {
        onMistake(error);
      }
      show();
    }
    working = false;
  }

  function show(): void {
    store.setState({ waiting: jobs.length, held: holds > 0 });
  }

  return {
    store,
    add(job) {
      jobs.push(job);
      show();
      void work();
    },
    hold() {
      holds += 1;
      show();
      let released = false;
      return () => {
        if (released) return;
        released = true;
        holds -= 1;
        show();
        // Not at once: one dialog may give way to the next, which holds in the same turn.
        queueMicrotask(() => void work());
      };
    },
  };
}
