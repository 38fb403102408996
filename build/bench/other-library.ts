import { setTimeout as pause } from 'node:timers/promises';
import { type Figures, figuresOf } from './load-loop.ts';
import { ManySockets, requestText } from './many-sockets.ts';
import type { ServedLibrary } from './served-library.ts';
import { smallLibrary } from './small-library.ts';

/** Checkouts and returns of a library whose desks work as fast as people do; and how many were not done. */
export type Work = { figures: Figures; refused: number };

const desks = 10;
/** A scan every two tenths of a second at each. */
const pauseMs = 200;

/** Ten desks of another library on the same server: each lends its copy and takes it back, again and again. */
export async function otherLibraryAtWork({ ownerUrl, url }: ServedLibrary) {
  const { token, branchId, pairs } = await smallLibrary(ownerUrl, async (library) => ({
    token: library.tokens.librarian,
    branchId: library.branches.main.id,
    pairs: await Promise.all(
      Array.from({ length: desks }, async () => ({ copy: await library.aCopy(), member: await library.aMember() })),
    ),
  }));
  const headers = { authorization: `Bearer ${token}` };
  const sockets = new ManySockets({ port: Number(new URL(url).port), most: desks });

  return {
    close: () => sockets.close(),
    async work(seconds: number): Promise<Work> {
      const took: number[] = [];
      let refused = 0;
      const ends = performance.now() + seconds * 1000;
      const ask = async (path: string, body: object, wanted: number) => {
        const sent = performance.now();
        const answer = await sockets.send(requestText(`POST /api/v1${path}`, headers, body));
        if (answer?.status === wanted) took.push(performance.now() - sent);
        else refused += 1;
        await pause(pauseMs * (0.5 + Math.random()));
        return answer?.status === wanted;
      };
      const desk = async ({ copy, member }: (typeof pairs)[number]) => {
        while (performance.now() < ends) {
          const order = { barcode: copy.barcode, membershipNumber: member.number };
          if (!(await ask('/loans/checkout', order, 201))) continue;
          while (!(await ask('/loans/return', { barcode: copy.barcode, branchId }, 200)));
        }
      };
      await Promise.all(pairs.map(desk));
      return { figures: figuresOf(took, seconds), refused };
    },
  };
}
