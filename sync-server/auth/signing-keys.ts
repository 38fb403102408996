import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import { ask } from '../db/ask.ts';
import type { Database } from '../db/database.ts';
import { json } from '../db/sql.ts';
import { offerSigningKey, readSigningKeys } from './queries.ts';

/** Ed25519 (RFC 8037): small, fast, and without parameters that one could choose badly. */
export const algorithm = 'EdDSA';

type ImportedKey = Exclude<Awaited<ReturnType<typeof importJWK>>, Uint8Array>;
export type SigningKey = {
  id: string;
  publicJwk: JWK;
  publicKey: ImportedKey;
  privateKey: ImportedKey;
  current: boolean;
};

const Jwk = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string().optional(),
});

export type SigningKeys = {
  current(): Promise<SigningKey>;
  /** The key with this id; undefined when no server ever signed with it. */
  byId(id: string): Promise<SigningKey | undefined>;
  all(): Promise<SigningKey[]>;
};

/** How often an unknown key id may make us look into the table again, in milliseconds. */
const lookAgainAfter = 10_000;
/** How long a key is signed with that an operator has replaced, or believed that he has taken away, in milliseconds. */
const keptFor = 5 * 60_000;

const ofDatabase = new WeakMap<Database, SigningKeys>();

/** The keys that all servers share, read now and then, and when a token names a key that is not known yet. */
export function signingKeys(database: Database): SigningKeys {
  const known = ofDatabase.get(database) ?? keysOf(database);
  ofDatabase.set(database, known);
  return known;
}

function keysOf(database: Database): SigningKeys {
  let loaded: Promise<SigningKey[]> | undefined;
  let loadedAt = 0;
  const load = () => {
    loadedAt = performance.now();
    loaded = readOrMakeKeys(database).catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
  const all = () => (loaded && performance.now() - loadedAt < keptFor ? loaded : load());
  const find = async (id: string) => (await all()).find((key) => key.id === id);
  return {
    all,
    byId: async (id) => {
      const known = await find(id);
      if (known || performance.now() - loadedAt < lookAgainAfter) return known;
      await load();
      return find(id);
    },
    current: async () => {
      const key = (await all()).find((candidate) => candidate.current);
      if (!key) throw new Error('There is no current signing key.');
      return key;
    },
  };
}

async function readOrMakeKeys(database: Database): Promise<SigningKey[]> {
  const rows = await ask(database, readSigningKeys);
  if (rows.some((row) => row.current)) return Promise.all(rows.map(importKey));
  await offerNewKey(database);
  return Promise.all((await ask(database, readSigningKeys)).map(importKey));
}

async function offerNewKey(database: Database): Promise<void> {
  const pair = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true });
  const [publicJwk, privateJwk] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)]);
  const id = await calculateJwkThumbprint(publicJwk);
  await ask(database, offerSigningKey, [id, json(publicJwk), json(privateJwk)]);
}

async function importKey(row: {
  id: string;
  public_jwk: object;
  private_jwk: object;
  current: boolean;
}): Promise<SigningKey> {
  const publicJwk = Jwk.parse(row.public_jwk);
  const [publicKey, privateKey] = await Promise.all([importOkp(publicJwk), importOkp(Jwk.parse(row.private_jwk))]);
  return { id: row.id, publicJwk, publicKey, privateKey, current: row.current };
}

async function importOkp(jwk: JWK): Promise<ImportedKey> {
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array) throw new Error('A signing key is not a key pair.');
  return key;
}
