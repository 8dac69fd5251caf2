import { once } from 'node:events';
import { type Client, GatewayIntentBits as Intent } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { greetingOf, stayOnDiscord } from '../../../../src/adapters/discord/connection/index.ts';
import { Failure } from '../../../../src/failure.ts';
import { createManualClock } from '../../../models/manual-clock.ts';
import { startGuest } from './guest.ts';

test('it comes to Discord with the least that it needs, and keeps nothing but servers, channels, roles and itself', async () => {
  const { open, community, discord } = await startGuest();
  const channel = community.channel('general');
  const ada = community.member('ada');
  const { client, application } = await open();

  expect(client.options.intents.toArray().sort()).toEqual([
    'DirectMessageReactions',
    'DirectMessages',
    'GuildMessageReactions',
    'GuildMessages',
    'Guilds',
    'MessageContent',
  ]);
  expect(application).toEqual({ id: discord.world.applicationId, name: 'quorum', messageContent: 'on' });
  const heard = once(client, 'messageCreate');
  const message = ada.sends(channel, 'hello');
  await heard;
  const reacted = once(client, 'messageReactionAdd');
  ada.reacts(message, '👍');
  const [reaction, user] = await reacted;
  expect([reaction.emoji.name, reaction.message.id, user.id]).toEqual(['👍', message.id, ada.id]);
  const unreacted = once(client, 'messageReactionRemove');
  ada.unreacts(message, '👍');
  expect((await unreacted)[1].id).toBe(ada.id);

  const guild = client.guilds.cache.get(community.id);
  expect(guild?.channels.cache.get(channel.id)?.name).toBe('general');
  expect([...client.users.cache.keys()]).toEqual([client.user.id]);
  expect([...(guild?.members.cache.keys() ?? [])]).toEqual([client.user.id]);
  expect(guild?.members.me?.permissions.has('SendMessages')).toBe(true);
});

test('whatever is sent pings nobody, also where Discord fails at first', async () => {
  const { open, community, discord } = await startGuest();
  const channel = community.channel('general');
  const { client } = await open();
  discord.faults.fail('POST /channels/{channel_id}/messages', 502);
  const shown = client.channels.cache.get(channel.id);
  if (!shown?.isSendable()) throw new Error('The channel is not there.');
  await shown.send(`${community.owner.mention} @everyone`);
  const sent = [...channel.messages.values()];
  expect(sent.map(({ mentions }) => [mentions.users, mentions.everyone])).toEqual([[[], false]]);
  const request = discord.requests.findLast(({ method }) => method === 'POST');
  expect(request?.body).toMatchObject({ allowed_mentions: { parse: [] } });
});

test('a connection that it closes itself is not said to have broken', async () => {
  const { open, lines, discord } = await startGuest();
  const { close } = await open();
  await close();
  await expect.poll(() => discord.gateway.sockets).toBe(0);
  expect(lines.filter(({ level }) => level !== 'debug')).toEqual([]);
});

test('without Message Content it looks before it asks for it, and says what is off and where it is switched on', async () => {
  const { open, discord } = await startGuest({ privilegedIntents: [] });
  const connection = await open();
  expect(connection.client.options.intents.has(Intent.MessageContent)).toBe(false);
  expect(discord.gateway.starts.told().remaining).toBe(999);
  const greeting = greetingOf(connection);
  expect(greeting).toContain('Message Content is switched off');
  expect(greeting).toContain(`https://discord.com/developers/applications/${discord.world.applicationId}/bot`);
  expect(greeting).toContain('https://discord.com/oauth2/authorize?');
});

test('where the gateway refuses Message Content all the same, it does without', async () => {
  const { open, discord } = await startGuest();
  let isFirst = true;
  const { client, application } = await open({
    attach(tried) {
      // As where it is switched off between looking and connecting.
      if (isFirst) tried.options.intents = tried.options.intents.add(Intent.GuildPresences);
      isFirst = false;
    },
  });
  expect(application.messageContent).toBe('off');
  expect(client.options.intents.has(Intent.MessageContent)).toBe(false);
  expect(discord.gateway.sessions).toBe(1);
});

test('a refused token is said in a sentence that does not show it', async () => {
  const { open, lines } = await startGuest();
  const token = 'MTIzNDU2.secret.token-of-mine';
  const error = await open({ token }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failure);
  expect(error).toMatchObject({
    code: 'discord-token-refused',
    remedy: expect.stringContaining('QUORUM_DISCORD_TOKEN'),
  });
  expect(JSON.stringify([lines, String(error), { ...(error as Failure) }])).not.toContain('secret');
});

test('while Discord is down it keeps trying, less and less often', async () => {
  const clock = createManualClock();
  const { open, discord, said, lines } = await startGuest();
  discord.faults.fail('GET /gateway/bot', 503, 8);
  const opening = open({ clock, random: () => 1 });
  await said('cannot be reached');
  expect(clock.nextAtMs()).toBe(2_000);
  await clock.advance(2_000);
  await said('cannot be reached', 2);
  expect(clock.nextAtMs()).toBe(4_000);
  await clock.advance(4_000);
  const { client } = await opening;
  expect(client.isReady()).toBe(true);
  expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(2);
});

test('where sockets are refused before the first session it keeps trying as well', async () => {
  const clock = createManualClock();
  const { open, discord, said } = await startGuest();
  const refusal = discord.faults.gateway.refuseSockets(503);
  const opening = open({ clock });
  await said('cannot be reached');
  refusal.clear();
  await clock.advance(1_000);
  expect((await opening).client.isReady()).toBe(true);
  expect(discord.gateway.starts.told().remaining).toBe(999);
});

test('when the day’s sessions are used up it waits for the next, and says so once', async () => {
  const clock = createManualClock();
  const { open, discord, lines, said } = await startGuest({ clock });
  discord.gateway.starts.set({ total: 1_000, remaining: 0 });
  const opening = open({ clock });
  await said('no more sessions today');
  await clock.advance(24 * 60 * 60_000);
  expect((await opening).client.isReady()).toBe(true);
  expect(lines.filter(({ event }) => event.includes('no more sessions'))).toHaveLength(1);
});

test('few sessions left are worth a warning', async () => {
  const { open, discord, said } = await startGuest();
  discord.gateway.starts.set({ remaining: 50 });
  await open();
  expect(await said('Few of the sessions')).toMatchObject({ facts: { left: 50, of: 1_000 } });
});

test('as many shards are opened as Discord recommends, and each one’s state is known', async () => {
  const { open, traffic } = await startGuest({ shards: 2, gateway: { starts: { maxConcurrency: 2 } } });
  const { client } = await open();
  expect(client.ws.shards.size).toBe(2);
  expect(traffic.status()).toMatchObject({
    servers: 1,
    shards: [
      { id: 0, state: 'ready' },
      { id: 1, state: 'ready' },
    ],
  });
});

test('a broken connection is said once, and so is coming back', async () => {
  const { open, discord, said, lines } = await startGuest();
  await open();
  const refusal = discord.faults.gateway.refuseSockets();
  discord.faults.gateway.dropSockets();
  await said('The connection to Discord broke');
  refusal.clear();
  await said('Back on Discord');
  expect(lines.filter(({ event }) => event.includes('broke'))).toHaveLength(1);
});

test('a token that is reset while it runs ends it, and nothing else does', async () => {
  const { open, discord, community, log, traffic, signal } = await startGuest();
  const { client, ended } = await open();
  discord.faults.fail('GET /guilds/{guild_id}/members/{user_id}', 401);
  const asksAgain = discord.nextRequest(({ path }) => path === '/users/@me');
  const members = client.guilds.cache.get(community.id)?.members;
  await expect(members?.fetch({ user: community.owner.id, force: true })).rejects.toThrow();
  await asksAgain;
  await vi.waitFor(() => client.users.fetch(community.owner.id, { force: true }));
  expect(traffic.status().invalidRequests).toMatchObject({ 401: 1 });

  discord.faults.gateway.dropSockets(4004);
  expect(await ended).toMatchObject({ code: 'discord-token-refused' });
  const { token, api } = discord;
  const parts = { token: 'not-the-token', api, log, traffic, random: () => 0, attach() {}, live: async () => {} };
  const end = await stayOnDiscord({ ...parts, clock: createManualClock() }, signal);
  expect(end).toMatchObject({ code: 'discord-token-refused' });
  expect(token).not.toBe('not-the-token');
});

test('a connection that Discord ends for another reason is opened anew', async () => {
  const clock = createManualClock();
  const { discord, log, said, traffic, ending, signal } = await startGuest();
  const { token, api } = discord;
  const clients: Client[] = [];
  const lives: AbortSignal[] = [];
  const second = Promise.withResolvers<void>();
  const staying = stayOnDiscord(
    {
      ...{ token, api, clock, log, traffic, random: () => 0 },
      attach: (client) => void clients.push(client),
      async live({ client }, until) {
        expect(client).toBe(clients.at(-1));
        if (lives.push(until) === 2) second.resolve();
        else discord.faults.gateway.dropSockets(4011);
        await once(until, 'abort');
      },
    },
    signal,
  );
  await said('opening another');
  await clock.advance(10_000);
  await second.promise;
  expect(lives.map(({ aborted }) => aborted)).toEqual([true, false]);
  ending.abort();
  expect(await staying).toBeUndefined();
  expect(clients).toHaveLength(2);
  await vi.waitFor(() => expect(discord.gateway.sockets).toBe(0));
});
