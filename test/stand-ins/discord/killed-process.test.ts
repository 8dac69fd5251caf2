import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createCommunity, type Discord } from './index.ts';
import { hello, openRaw } from './raw-socket.ts';
import { start } from './start-for-tests.ts';

const told = z.object({ t: z.string(), s: z.int(), session: z.string().optional() });

/** A bot in a process of its own, which tells of each event that it gets. */
function startBot({ api, token }: Discord) {
  const child = fork(join(import.meta.dirname, 'bot-process.ts'), [api, token]);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

function nextEvent(child: ChildProcess, type: string): Promise<z.infer<typeof told>> {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      const event = told.safeParse(message).data;
      if (event?.t === type) resolve(event);
    });
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('of a killed process what it had asked for is done, its session can be resumed, and another begins anew', async () => {
  const { discord, api } = await start();
  const community = createCommunity(discord.desk, 'Tea');
  const channel = community.channel('general');
  const ada = community.member('ada');
  const said = () => ada.sees(channel).map(({ content }) => content);
  const first = startBot(discord);
  const ready = await nextEvent(first, 'READY');
  const gate = discord.faults.hold('POST /channels/{channel_id}/messages');
  const asked = nextEvent(first, 'MESSAGE_CREATE');
  ada.sends(channel, 'one');
  const { s: seq } = await asked;
  await gate.reached;
  await kill(first);
  await discord.gateway.emptied();
  expect(said()).toEqual(['one']);
  const late = discord.nextRequest(({ method }) => method === 'POST');
  gate.release();
  await late;
  expect(said()).toEqual(['one', 'Heard: one']);
  expect(discord.gateway.sessions).toBe(1);

  ada.sends(channel, 'two');
  const { url } = z.object({ url: z.string() }).parse(await (await api('GET', '/gateway')).json());
  const heir = openRaw(url);
  await heir.next(hello);
  heir.send(6, { token: discord.token, session_id: ready.session, seq });
  await heir.next(({ t }) => t === 'RESUMED');
  const missed = heir.frames.filter(({ t }) => t === 'MESSAGE_CREATE');
  expect(missed).toMatchObject([{ d: { content: 'Heard: one' } }, { d: { content: 'two' } }]);

  const second = startBot(discord);
  await nextEvent(second, 'READY');
  const done = discord.nextRequest(({ method }) => method === 'POST');
  ada.sends(channel, 'three');
  expect(await done).toMatchObject({ status: 200, body: { content: 'Heard: three' } });
  expect(said()).toEqual(['one', 'Heard: one', 'two', 'three', 'Heard: three']);
});
