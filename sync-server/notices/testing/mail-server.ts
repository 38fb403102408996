import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

export type Mail = { to: string; from: string; source: string };

type Reply = { responseCode: number; message: string };

/** A real SMTP server in this process: it keeps what arrives, or answers as it is told. */
export async function mailServer() {
  const arrived: Mail[] = [];
  let refusal: { at: 'rcpt' | 'data'; reply: Reply } | undefined;
  const answer = (at: 'rcpt' | 'data') => {
    if (refusal?.at !== at) return undefined;
    const { responseCode, message } = refusal.reply;
    return Object.assign(new Error(message), { responseCode });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, callback) => callback(answer('rcpt')),
    onData(stream, { envelope }, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const refused = answer('data');
        if (refused) return callback(refused);
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const to = envelope.rcptTo.map(({ address }) => address).join(', ');
        arrived.push({ to, from, source: Buffer.concat(parts).toString('utf8') });
        callback();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    /** From now on every message is refused, until told otherwise. */
    refuse: (at: 'rcpt' | 'data', reply: Reply) => {
      refusal = { at, reply };
    },
    accept: () => {
      refusal = undefined;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
