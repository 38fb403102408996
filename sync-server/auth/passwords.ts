import argon2 from 'argon2';

// OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane.
const cost = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => argon2.hash(password, cost);

let standIn: Promise<string> | undefined;

/**
 * Whether this is the password behind the hash. Without a hash it works as long and says no, so that an unknown number
 * answers no sooner than a wrong password.
 */
export async function verifyPassword(hash: string | undefined, password: string): Promise<boolean> {
  standIn ??= hashPassword('nobody has this password');
  const matches = await argon2.verify(hash ?? (await standIn), password);
  return hash !== undefined && matches;
}
