import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type Line = { url: string; cut(): void; mend(): void; close(): Promise<void> };

/** The cable between a desk and the server, which a test can pull: open connections break, new ones are refused. */
export async function layLine(serverUrl: string): Promise<Line> {
  const { hostname, port } = new URL(serverUrl);
  const open = new Set<Socket>();
  let whole = true;
  const cable = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  cable.listen(0, '127.0.0.1');
  await once(cable, 'listening');
  const address = cable.address();
  if (!address || typeof address !== 'object') throw new Error('The line has no port.');
  const cut = () => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    mend: () => {
      whole = true;
    },
    close: async () => {
      cut();
      cable.close();
      await once(cable, 'close');
    },
  };
}
