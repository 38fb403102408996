import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

// Answers that show a secret once (a desk's key, a session) are kept for replays as well, but sealed with the client's
// own idempotency key, of which only a hash is stored: whoever reads the table cannot read them.

export const hashedKey = (key: string): string => `sha256:${createHash('sha256').update(key).digest('hex')}`;

const cipherKey = (key: string) => Buffer.from(hkdfSync('sha256', key, '', 'carrel idempotent answer', 32));

/** AES-256-GCM; nonce, tag and text as one base64 string. */
export function seal(text: string, key: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', cipherKey(key), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

export function unseal(sealed: string, key: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(key), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
