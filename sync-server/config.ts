import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { tracingVariables } from './tracing/environment.ts';

const certificate = pemFile('a certificate', (pem) => new X509Certificate(pem));
const privateKey = pemFile('a private key without a pass phrase', createPrivateKey);

/** The path of a file that can be read and holds what it should: found out now, not at the first handshake. */
function pemFile(what: string, read: (pem: string) => unknown) {
  return z.string().superRefine((path, context) => {
    try {
      read(readFileSync(path, 'utf8'));
    } catch (error) {
      const isFile = !(error instanceof Error && 'syscall' in error);
      context.addIssue({
        code: 'custom',
        // Without it there is no asking whether key and certificate belong together.
        continue: false,
        message: isFile ? `must hold ${what} in PEM` : 'names a file that cannot be read',
      });
    }
  });
}

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' });

/** `10.0.0.0/8,192.168.1.7`: addresses and networks (CIDR). */
const networks = z
  .string()
  .refine(
    (list) => list.split(',').every((entry) => isNetwork(entry.trim())),
    'must list addresses or networks, such as 10.0.0.0/8',
  );

function isNetwork(text: string): boolean {
  const [address = '', bits = '0', ...more] = text.split('/');
  const version = isIP(address);
  return version > 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

/** Neither is of any use without the other. */
const pairs = [
  ['TLS_CERT', 'TLS_KEY'],
  ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['SMS_GATEWAY_URL', 'SMS_GATEWAY_SECRET'],
] as const;

const Environment = z
  .object({
    PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(8787),
    HOST: z.string().min(1).default('127.0.0.1'),
    DATABASE_URL: postgresUrl.optional(),
    DATABASE_REPLICA_URL: postgresUrl.optional(),
    CARREL_DATA: z.string().min(1).default(defaultFolder()),
    CARREL_OPERATOR_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
    /** Balancers and proxies whose X-Forwarded-For is believed; without them, throttling sees only the last one. */
    TRUSTED_PROXIES: networks.optional(),
    /** Card payments through Stripe: the secret key, and the secret its events are signed with. */
    STRIPE_SECRET_KEY: z.string().min(1).optional(),
    STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
    /** Card payments that are none, for demos: the secret their events are signed with. */
    SANDBOX_PAYMENTS_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    /** The mail server that notices go through, and the address they come from. */
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }).optional(),
    MAIL_FROM: z.email('must be an e-mail address').optional(),
    /** An HTTP service that sends SMS, and the secret that messages to it are signed with. */
    SMS_GATEWAY_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' }).optional(),
    SMS_GATEWAY_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    TLS_CERT: certificate.optional(),
    TLS_KEY: privateKey.optional(),
    ...tracingVariables,
    LOG_LEVEL: z
      .enum(
        ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
        'must be one of fatal, error, warn, info, debug, trace and silent',
      )
      .default('info'),
  })
  .superRefine((given, context) => {
    for (const [one, other] of pairs) {
      if (Boolean(given[one]) === Boolean(given[other])) continue;
      context.addIssue({ code: 'custom', path: [other], message: `and ${one} go together` });
    }
    if (given.TLS_CERT && given.TLS_KEY && !belongsTo(given.TLS_KEY, given.TLS_CERT))
      context.addIssue({ code: 'custom', path: ['TLS_KEY'], message: 'is not the key of the certificate in TLS_CERT' });
  });

const belongsTo = (keyFile: string, certificateFile: string): boolean =>
  new X509Certificate(readFileSync(certificateFile)).checkPrivateKey(createPrivateKey(readFileSync(keyFile)));

/** What the environment says, parsed; names are the variables' own. */
export type Config = z.infer<typeof Environment>;

/** Root's home cannot be entered by the user that Postgres runs as, so root's data goes where services keep theirs. */
function defaultFolder(): string {
  if (process.getuid?.() === 0) return '/var/lib/carrel';
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'carrel');
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? homedir(), 'carrel');
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'carrel');
}

/** @throws ConfigError with one sentence that names the variable */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ConfigError(`${issue?.path.join('.') ?? 'The environment'} ${issue?.message ?? 'is wrong'}.`);
}

export class ConfigError extends Error {
  override name = 'ConfigError';
}
