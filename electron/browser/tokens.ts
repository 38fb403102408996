import { randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may talk to this core: whoever was given the page's address, once, and from then on that browser. The first
 * connection spends the token and gets a cookie, so that an address in a history or a log opens nothing.
 */
export class Tokens {
  #oneTime: string | null = newToken();
  readonly #cookieName: string;
  readonly #cookie = newToken();

  /** Cookies know no ports: the name keeps the desks of one computer apart (RFC 6265 §8.5). */
  constructor(port: number) {
    this.#cookieName = `carrel-${port}`;
  }

  /** The token for the page's address; null once it was used. */
  get unspent(): string | null {
    return this.#oneTime;
  }

  /** Whether a connection may be made, and the cookie that it gets. A token that fits is spent. */
  admit(token: string | null, cookies: string | undefined): { cookie: string } | null {
    const spends = token !== null && this.#oneTime !== null && isSame(token, this.#oneTime);
    if (spends) this.#oneTime = null;
    else if (!this.#hasCookie(cookies)) return null;
    return { cookie: `${this.#cookieName}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/` };
  }

  #hasCookie(cookies = ''): boolean {
    const given = cookies.split(/; */).map((cookie) => cookie.split('='));
    return given.some(([name, value = '']) => name === this.#cookieName && isSame(value, this.#cookie));
  }
}

const newToken = () => randomBytes(32).toString('base64url');

/** Compares in a time that tells nothing about where the two differ. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
