import { request as ask, createServer } from 'node:http';

/** A line on which requests reach the server, and the answers to some of them are lost on the way back. */
export async function layLosingLine(serverUrl: string) {
  const { hostname, port } = new URL(serverUrl);
  const lost: string[] = [];
  let ending = '';
  let stillToLose = 0;
  const line = createServer((near, answer) => {
    const { method, url = '', headers } = near;
    const far = ask({ hostname, port, method, path: url, headers }, (said) => {
      if (stillToLose > 0 && url.endsWith(ending)) {
        stillToLose -= 1;
        lost.push(url);
        // The server has done its work by now: it has begun to answer.
        said.resume();
        near.socket.destroy();
        return;
      }
      answer.writeHead(said.statusCode ?? 502, said.headers);
      said.pipe(answer);
    });
    far.on('error', () => near.socket.destroy());
    answer.on('close', () => far.destroy());
    near.pipe(far);
  });
  let isCut = false;
  line.on('connection', (socket) => isCut && socket.destroy());
  await new Promise<void>((listening) => line.listen(0, '127.0.0.1', listening));
  const address = line.address();
  if (!address || typeof address !== 'object') throw new Error('The line has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    /** The paths whose answers were lost. */
    lost,
    /** From now on; `count` of them, or all until `loseNothing`. */
    loseAnswersTo(pathEnding: string, count = Number.POSITIVE_INFINITY) {
      ending = pathEnding;
      stillToLose = count;
    },
    loseNothing() {
      stillToLose = 0;
    },
    /** Nothing comes through, until `mend`. */
    cut() {
      isCut = true;
      line.closeAllConnections();
    },
    mend() {
      isCut = false;
    },
    close() {
      line.close().closeAllConnections();
    },
  };
}
