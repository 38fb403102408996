import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Line, layLine } from './proxy.ts';

// A line in front of a real server that counts what it was asked to do.

let done: string[];
let line: Line;
let close: () => void;

beforeEach(async () => {
  done = [];
  const server = createServer((request, response) => {
    done.push(request.url ?? '');
    response.end(`did ${request.url}`);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  line = await layLine({ to: () => [port], random: () => 0.5 });
  close = () => server.close().closeAllConnections();
});
afterEach(() => {
  line.close();
  close();
});

const ask = (path: string, patienceMs = 2000) =>
  fetch(line.url + path, { signal: AbortSignal.timeout(patienceMs) }).then((answer) => answer.text());

test('hands everything through while nothing is amiss', async () => {
  expect(await ask('/one')).toBe('did /one');
  expect(await ask('/two')).toBe('did /two');
});

test('swallows the answer after what was asked for was done', async () => {
  line.loseAnswers(1);
  await expect(ask('/lost')).rejects.toThrow();
  expect(done).toEqual(['/lost']);
  line.mend();
  expect(await ask('/heard')).toBe('did /heard');
});

test('swallows what is asked with certain words, and lets the rest through', async () => {
  line.loseRequests('/lost', 1);
  await expect(ask('/lost')).rejects.toThrow();
  expect(await ask('/heard')).toBe('did /heard');
  expect(done).toEqual(['/heard']);
  line.mend();
  expect(await ask('/lost')).toBe('did /lost');
});

test('cut off, it lets nothing reach the far end', async () => {
  line.cut();
  await expect(ask('/never')).rejects.toThrow();
  expect(done).toEqual([]);
  line.mend();
  expect(await ask('/again')).toBe('did /again');
});

test('what is said on it arrives twice, and is answered once', async () => {
  line.deliverTwice();
  expect(await ask('/twice')).toBe('did /twice');
  await expect.poll(() => done).toEqual(['/twice', '/twice']);
  line.mend();
  expect(await ask('/once')).toBe('did /once');
  await pause(50);
  expect(done).toHaveLength(3);
});

test('silent, it keeps whoever calls waiting, and goes on where it was', async () => {
  line.fallSilent();
  const asked = ask('/late');
  await pause(150);
  expect(done).toEqual([]);
  line.mend();
  expect(await asked).toBe('did /late');
});

test('slow, it takes its time in both directions', async () => {
  line.slowDown(80);
  const began = performance.now();
  expect(await ask('/slow')).toBe('did /slow');
  expect(performance.now() - began).toBeGreaterThan(150);
});
