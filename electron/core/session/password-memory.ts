import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const triesWithoutServer = 5;

type Known = { salt: Buffer; hash: Promise<Buffer> };

/**
 * Knows the password of whoever is signed in again, without keeping it: a salted scrypt hash, in memory only. With it
 * a locked desk can be opened while the line is down. After a few wrong tries only the server can say.
 */
export class PasswordMemory {
  #known: Known | null = null;
  #triesLeft = 0;

  learn(password: string): void {
    const salt = randomBytes(16);
    this.#known = { salt, hash: hashOf(password, salt) };
    this.#triesLeft = triesWithoutServer;
  }

  forget(): void {
    this.#known = null;
  }

  /** Whether it is that password; null when this cannot be said here (any more). */
  async recognises(password: string): Promise<boolean | null> {
    const known = this.#known;
    if (!known || this.#triesLeft === 0) return null;
    this.#triesLeft -= 1;
    const isRight = timingSafeEqual(await hashOf(password, known.salt), await known.hash);
    if (isRight) this.#triesLeft = triesWithoutServer;
    return isRight;
  }
}

function hashOf(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
