import { execFileSync } from 'node:child_process';
import { expect, test } from './test.ts';

test('the window is shut in: no Node, no other page, no other window, nothing from outside', async ({ desk }) => {
  const { page } = desk;
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const address = page.url();

  expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis))).toEqual([]);
  expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull();
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  const fetched = await page.evaluate((url) => fetch(url).then(String, () => 'refused'), 'https://example.com/');
  expect(fetched).toBe('refused');
  const camera = () => navigator.mediaDevices.getUserMedia({ video: true }).then(String, ({ name }) => name);
  expect(await page.evaluate(camera)).not.toContain('MediaStream');
  expect(page.url()).toBe(address);
  expect(desk.app.windows()).toHaveLength(1);
});

test('the window is given nothing of the computer that it asks for', async ({ desk }) => {
  const { page, app } = desk;
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();

  const given = await page.evaluate(async () => {
    const asks: Record<string, () => Promise<unknown>> = {
      camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
      microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
      screen: () => navigator.mediaDevices.getDisplayMedia(),
      place: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      clipboard: () => navigator.clipboard.readText(),
      midi: () => navigator.requestMIDIAccess(),
      wakeLock: () => navigator.wakeLock.request('screen'),
      notifications: async () => {
        if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied');
      },
    };
    const answers = Object.entries(asks).map(([name, ask]) =>
      ask().then(
        () => [name],
        () => [],
      ),
    );
    return (await Promise.all(answers)).flat();
  });
  expect(given).toEqual([]);

  // Nor by way of a page within the page.
  const framed = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = 'data:text/html,<script>parent.postMessage("framed", "*")</script>';
    const heard = new Promise((resolve) => {
      window.addEventListener('message', ({ data }) => resolve(data));
      setTimeout(() => resolve('nothing'), 1000);
    });
    document.body.append(frame, document.createElement('webview'));
    return heard;
  });
  expect(framed).toBe('nothing');
  const contents = () => app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(await contents()).toBe(1);

  // Whatever loads in it is the desk's own.
  const loaded = await app.evaluate(({ session }) =>
    Promise.all(
      ['file:///etc/passwd', 'http://127.0.0.1:9/', 'carrel://elsewhere/', 'carrel://desk/'].map((url) =>
        session.defaultSession.fetch(url).then(
          ({ status }) => status,
          () => 'refused',
        ),
      ),
    ),
  );
  expect(loaded).toEqual(['refused', 'refused', 'refused', 200]);
});

test('the core dies: it is started again, and the window goes on with it', async ({ desk }) => {
  const { page, app } = desk;
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const corePid = await app.evaluate(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Carrel core')?.pid);
  execFileSync('kill', ['-9', String(corePid)]);

  const newPid = () => app.evaluate(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Carrel core')?.pid);
  await expect.poll(newPid).not.toBe(corePid);
  await page.getByLabel('Your number').fill('1003');
  await page.getByLabel('Password').fill('demo-librarian-1003');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Tasks' })).toBeVisible({ timeout: 15_000 });
});

test('a page that cannot be printed says why', async ({ staffedDesk }) => {
  const { page } = staffedDesk;
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: 'Print a test slip' }).click();
  await expect(page.getByText('No printer is set up on this computer.').first()).toBeVisible();
});

test('a printing that breaks off is said as well: nobody waits for it for ever', async ({ staffedDesk }) => {
  const { page, app } = staffedDesk;
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.prototype.loadURL = () => Promise.reject(new Error('the page to print broke off'));
  });
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: 'Print a test slip' }).click();
  await expect(page.getByText('This computer would not print.').first()).toBeVisible();
});
