import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type Line = Awaited<ReturnType<typeof layLine>>;

type LineSettings = {
  /** The ports of the machines at the far end, which take connections in turn. Asked anew for each connection. */
  to: () => readonly number[];
  /** A number from [0, 1). */
  random: () => number;
};

/**
 * A line between two machines, such as desks and servers, or a server and its database: TCP through this process, which
 * may cut it, go silent, be slow, deliver what is said twice, swallow answers after what was asked for was done, and
 * swallow what was asked for.
 */
export async function layLine({ to, random }: LineSettings) {
  const now = well();
  const ends = new Set<Socket>();
  let turn = 0;
  const counted = { connections: 0, lost: 0, doubled: 0 };

  const listener = createServer({ noDelay: true }, (near) => {
    const far = now.isCut ? null : call();
    if (!far) return void near.destroy();
    counted.connections += 1;
    if (now.isDouble) repeat(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.on('error', () => {}); // what breaks an end also closes it
      one.on('close', () => {
        ends.delete(one);
        other.destroy();
      });
    }
    carry(near, far, (chunk) => {
      const { share, that } = now.lostRequests;
      if (share === 0 || !chunk.includes(that) || random() >= share) return true;
      counted.lost += 1;
      near.destroy();
      return false;
    });
    carry(far, near, () => {
      if (now.lostShare === 0 || random() >= now.lostShare) return true;
      // The far end has begun to answer: what it was asked to do is done.
      counted.lost += 1;
      near.destroy();
      return false;
    });
  });

  /** The machine whose turn it is; null where there is none. */
  function call(): Socket | null {
    const ports = to();
    const port = ports[turn++ % ports.length];
    return port === undefined ? null : connect({ port, host: '127.0.0.1', noDelay: true });
  }

  /** All that comes from this end also reaches the next machine, whose answers nobody hears. */
  function repeat(near: Socket): void {
    const other = call();
    if (!other) return;
    counted.doubled += 1;
    ends.add(other);
    other.on('error', () => {});
    other.on('close', () => ends.delete(other));
    other.resume();
    near.on('data', (chunk) => other.write(chunk));
    near.on('close', () => other.end());
  }

  function carry(from: Socket, into: Socket, comesThrough: (chunk: Buffer) => boolean): void {
    from.on('data', (chunk) => {
      if (!comesThrough(chunk)) return;
      if (now.delayMs === 0 && !now.isSilent) return pass(from, into, chunk);
      from.pause();
      const later = () => {
        if (into.destroyed) return;
        if (now.isSilent) return void setTimeout(later, 20);
        pass(from, into, chunk);
        from.resume();
      };
      setTimeout(later, now.delayMs);
    });
    from.on('end', () => into.end());
  }

  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (!address || typeof address !== 'object') throw new Error('The line has no port.');
  const hangUp = () => {
    for (const end of ends) end.destroy();
  };
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    counted,
    hangUp,
    /** Nobody comes through, and whoever is connected is cut off, until `mend`. */
    cut() {
      now.isCut = true;
      hangUp();
    },
    /** Connections stay open, and nothing moves on them, until `mend`. */
    fallSilent() {
      now.isSilent = true;
    },
    slowDown(delayMs: number) {
      now.delayMs = delayMs;
    },
    /** This share of what is answered is swallowed, and the connection with it. */
    loseAnswers(share: number) {
      now.lostShare = share;
    },
    /** This share of what is asked with these words is swallowed before it arrives, and the connection with it. */
    loseRequests(that: string, share: number) {
      now.lostRequests = { that, share };
    },
    /** Whatever is said on a connection from now on arrives twice, at two machines if there are as many. */
    deliverTwice() {
      now.isDouble = true;
      hangUp();
    },
    mend() {
      if (now.isDouble) hangUp();
      Object.assign(now, well());
    },
    close() {
      listener.close();
      hangUp();
    },
  };
}

const well = () => ({
  isCut: false,
  isSilent: false,
  isDouble: false,
  delayMs: 0,
  lostShare: 0,
  lostRequests: { that: '', share: 0 },
});

/** Hands a chunk on, and waits for a reader that is slower than the writer. */
function pass(from: Socket, into: Socket, chunk: Buffer): void {
  if (into.destroyed || into.write(chunk)) return;
  from.pause();
  into.once('drain', () => from.resume());
}
