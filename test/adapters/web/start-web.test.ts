import { expect, test } from 'vitest';
import { startPlayground } from './playground.ts';
import { createScriptedBot } from './scripted-bot.ts';
import { readEvents } from './visit.ts';

test('it is served on a free port, and no longer after it is closed', async () => {
  const web = await startPlayground(createScriptedBot());
  expect(web.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await (await fetch(`${web.url}/healthz`)).text()).toBe('ok');
  const events = readEvents(await fetch(`${web.url}/api/events`));
  await events.next('room');
  await web.close();
  await expect(fetch(`${web.url}/healthz`)).rejects.toThrow();
});

test('events reach a listener as they happen, and a listener that goes away is forgotten', async () => {
  const web = await startPlayground(createScriptedBot());
  const cookie = 'quorum-visitor=0123456789abcdef';
  const listeners = [];
  for (let tab = 0; tab < 8; tab++) {
    const leaving = new AbortController();
    const events = readEvents(await fetch(`${web.url}/api/events`, { headers: { cookie }, signal: leaving.signal }));
    await events.next('room');
    listeners.push(leaving);
  }
  expect((await fetch(`${web.url}/api/events`, { headers: { cookie } })).status).toBe(429);
  for (const leaving of listeners) leaving.abort();
  await expect.poll(async () => (await fetch(`${web.url}/api/events`, { headers: { cookie } })).status).toBe(200);
  await web.close();
});

test('a port that is taken is named, with what to do about it', async () => {
  const first = await startPlayground(createScriptedBot());
  const port = Number(new URL(first.url).port);
  const second = startPlayground(createScriptedBot(), { port });
  await expect(second).rejects.toMatchObject({
    code: 'port-taken',
    message: `Port ${port} of 127.0.0.1 is taken.`,
    remedy: expect.stringContaining('QUORUM_WEB_PORT=7576 npm start'),
  });
  await first.close();
});
