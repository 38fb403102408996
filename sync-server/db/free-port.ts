import { createServer } from 'node:net';

/** A TCP port on the loopback that nobody listens on at this moment: the wanted one, if it is free, or any. */
export async function freePort(wanted?: number): Promise<number> {
  return wanted === undefined ? probedPort(0) : probedPort(wanted).catch(() => probedPort(0));
}

function probedPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('The system gave no free port.'));
      });
    });
  });
}
