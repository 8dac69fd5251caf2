import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { Client, type ClientOptions, GatewayIntentBits as Intent, type Message, Partials } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createManualClock } from '../../models/manual-clock.ts';
import { createGateway, type Dispatch, type Gateway, type GatewayOptions, type GatewayWorld } from './gateway/index.ts';
import { hello, openRaw } from './raw-socket.ts';

const token = 'MTAw.test.token';
const bot = { id: '100', username: 'quorum', discriminator: '0', avatar: null, bot: true, global_name: null };
const ada = { id: '200', username: 'ada', discriminator: '0', avatar: null, global_name: 'Ada' };
const bob = { id: '201', username: 'bob', discriminator: '0', avatar: null, global_name: null };
const guildId = '4194304';
const channelId = '300';

const member = (user: typeof ada | typeof bot | typeof bob) => ({
  user,
  roles: [],
  joined_at: '2026-01-01T00:00:00Z',
  deaf: false,
  mute: false,
  flags: 0,
});

function guild(id: string) {
  const role = {
    id,
    name: '@everyone',
    permissions: '0',
    position: 0,
    color: 0,
    hoist: false,
    managed: false,
    flags: 0,
  };
  return {
    id,
    name: 'Tea',
    owner_id: ada.id,
    joined_at: '2026-01-01T00:00:00Z',
    roles: [{ ...role, mentionable: false }],
    channels: [{ id: channelId, type: 0, name: 'general', position: 0, permission_overwrites: [], guild_id: id }],
    members: [member(bot), member(ada), member(bob)],
    ...{ emojis: [], stickers: [], features: [], threads: [], presences: [], voice_states: [], stage_instances: [] },
    ...{ member_count: 3, preferred_locale: 'en-US', verification_level: 0, unavailable: false, large: false },
  };
}

let nextId = 1_000;

function message(content: string, changes: Record<string, unknown> = {}) {
  return {
    ...{ id: String(nextId++), channel_id: channelId, author: ada, content, timestamp: '2026-01-01T00:00:00Z' },
    ...{ edited_timestamp: null, tts: false, mention_everyone: false, mentions: [], mention_roles: [] },
    ...{ attachments: [], embeds: [{ title: 'a link' }], pinned: false, type: 0, components: [] },
    ...changes,
  };
}

interface TestWorld extends GatewayWorld {
  publish(type: string, d: unknown, dispatch?: Partial<Dispatch>): void;
  says(content: string, changes?: Record<string, unknown>): void;
}

function createTestWorld(guildIds: string[]): TestWorld {
  const events = new EventEmitter<{ dispatch: [Dispatch] }>();
  function publish(t: string, d: unknown, dispatch: Partial<Dispatch> = {}) {
    events.emit('dispatch', { t, d, guildId, intents: 0, hidden: false, ...dispatch });
  }
  return {
    onDispatch(listener) {
      events.on('dispatch', listener);
      return () => events.off('dispatch', listener);
    },
    token,
    bot,
    applicationId: bot.id,
    guildIds: () => guildIds,
    isAvailable: () => true,
    guild,
    publish,
    says: (content, changes) => {
      publish('MESSAGE_CREATE', message(content, { guild_id: guildId, ...changes }), { intents: Intent.GuildMessages });
    },
  };
}

interface Started {
  gateway: Gateway;
  world: TestWorld;
  refusals: string[];
  api: string;
  url: string;
  connect(options?: Partial<ClientOptions>): Promise<Client<true>>;
}

/** Closed by itself; a test that expects refusals says so, and every other one fails on them. */
async function start(
  options: Partial<GatewayOptions> & { guildIds?: string[]; refuses?: boolean } = {},
): Promise<Started> {
  const { guildIds = [guildId], refuses = false, ...others } = options;
  const world = createTestWorld(guildIds);
  const refusals: string[] = [];
  const server = createServer((_, response) => {
    const told = { url, shards: 1, session_start_limit: gateway.starts.told() };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = z.object({ port: z.number() }).parse(server.address());
  const url = `ws://127.0.0.1:${address.port}/gateway`;
  const gateway = createGateway({ world, url: () => url, onRefusal: (reason) => refusals.push(reason), ...others });
  server.on('upgrade', gateway.upgrade);
  onTestFinished(() => {
    gateway.close();
    server.close();
    server.closeAllConnections();
    if (!refuses) expect(refusals).toEqual([]);
  });
  const api = `http://127.0.0.1:${address.port}/api`;
  return { gateway, world, refusals, api, url, connect: (changes) => connect(api, changes) };
}

const usual = [Intent.Guilds, Intent.GuildMembers, Intent.GuildMessages, Intent.MessageContent];

/** discord.js itself would wait five seconds before it identifies again. */
const impatient = { ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) } };

function createClient(api: string, changes: Partial<ClientOptions> = {}) {
  const client = new Client({ intents: usual, partials: [Partials.Channel], ...changes, rest: { api } });
  onTestFinished(() => client.destroy());
  return client;
}

async function connect(api: string, changes: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = createClient(api, changes);
  const isReady = once(client, 'clientReady');
  await client.login(token);
  const [ready] = await isReady;
  return ready;
}

/** The next so many messages, in their order. */
async function heard(client: Client, count: number): Promise<string[]> {
  const contents: string[] = [];
  const all = Promise.withResolvers<string[]>();
  client.on('messageCreate', ({ content }: Message) => {
    contents.push(content);
    if (contents.length === count) all.resolve(contents);
  });
  return all.promise;
}

const identity = { token, intents: 0, properties: { os: 'linux', browser: 'test', device: 'test' } };

test('the real client gets ready, with the guilds of READY becoming available one by one', async () => {
  const { connect, gateway } = await start({ guildIds: [guildId, '8388608'] });
  const client = await connect();

  expect(client.guilds.cache.map(({ name, available }) => ({ name, available }))).toEqual([
    { name: 'Tea', available: true },
    { name: 'Tea', available: true },
  ]);
  expect(client.guilds.cache.get(guildId)?.members.cache.map(({ id }) => id)).toEqual([bot.id]);
  expect(gateway.starts.told()).toMatchObject({ total: 1_000, remaining: 999, max_concurrency: 1 });
  expect(gateway.sockets).toBe(1);
  expect(client.application.flags.toArray()).toEqual(['GatewayGuildMembersLimited', 'GatewayMessageContentLimited']);
});

test('heartbeats are acknowledged', async () => {
  const { connect } = await start({ heartbeatIntervalMs: 20 });
  const client = await connect();
  while (client.ws.ping < 0) await once(client, 'debug');
  expect(client.ws.ping).toBeGreaterThanOrEqual(0);
});

test('a client whose heartbeats are no longer acknowledged comes back and resumes', async () => {
  const { connect, gateway, world } = await start({ heartbeatIntervalMs: 50 });
  const client = await connect();
  const acks = gateway.faults.stopAcks();
  await once(client, 'shardReconnecting');
  acks.clear();
  const messages = heard(client, 1);
  const resumed = once(client, 'shardResume');
  world.says('meanwhile');
  await resumed;
  expect(await messages).toEqual(['meanwhile']);
  expect(gateway.starts.told().remaining).toBe(999);
});

test('what happened while the socket was away is replayed in its order, and then RESUMED is said', async () => {
  const { connect, gateway, world } = await start();
  const client = await connect();
  const messages = heard(client, 3);
  const refusal = gateway.faults.refuseSockets();
  const resumed = once(client, 'shardResume');
  gateway.faults.dropSockets();
  world.says('one');
  world.says('two');
  world.publish('INTERACTION_CREATE', { id: '1' });
  world.says('three');
  refusal.clear();

  expect(await messages).toEqual(['one', 'two', 'three']);
  // discord.js counts RESUMED itself too.
  expect(await resumed).toEqual([0, 4]);
  expect(gateway.starts.told().remaining).toBe(999);
});

test('a client that is turned away with a status tries again, and resumes', async () => {
  const { connect, gateway } = await start();
  const client = await connect();
  const refusal = gateway.faults.refuseSockets(503);
  const turnedAway = once(client, 'shardError');
  gateway.faults.dropSockets();
  expect(await turnedAway).toMatchObject([{ message: 'Unexpected server response: 503' }, 0]);
  refusal.clear();
  await once(client, 'shardResume');
  expect(gateway.sessions).toBe(1);
});

test('a client whose connection is torn off while it comes back begins anew, and so misses what was said', async () => {
  const { connect, gateway, world } = await start();
  const client = await connect(impatient);
  const refusal = gateway.faults.refuseSockets();
  const again = once(client, 'shardReconnecting').then(() => once(client, 'shardReconnecting'));
  gateway.faults.dropSockets();
  world.says('nobody hears this');
  await again;
  refusal.clear();
  await once(client, 'shardReady');
  expect(gateway.starts.told().remaining).toBe(998);
});

test('who missed more than is kept cannot resume', async () => {
  const { gateway, url, world } = await start({ bufferSize: 2 });
  const socket = openRaw(url);
  await socket.next(hello);
  socket.send(2, { ...identity, intents: Intent.GuildMessages });
  const ready = await socket.next(({ t }) => t === 'READY');
  const { session_id } = z.object({ session_id: z.string() }).parse(ready.d);
  gateway.faults.dropSockets();
  for (const text of ['one', 'two', 'three']) world.says(text);

  const late = openRaw(url);
  await late.next(hello);
  late.send(6, { token, session_id, seq: 1 });
  expect(await late.next(({ op }) => op === 9)).toMatchObject({ d: false });
  late.send(6, { token, session_id, seq: 2 });
  await late.next(({ t }) => t === 'RESUMED');
});

test('an interaction that was on its way when the socket broke is not replayed either', async () => {
  const { connect, gateway, world } = await start();
  const client = await connect();
  gateway.faults.freezeSockets();
  world.publish('INTERACTION_CREATE', { id: '1' });
  world.says('kept');
  const types: string[] = [];
  client.on('raw', ({ t }) => types.push(t));
  const resumed = once(client, 'shardResume');
  gateway.faults.dropSockets();
  await resumed;
  expect(types).toEqual(['MESSAGE_CREATE', 'RESUMED']);
});

test('a client that is asked to reconnect resumes', async () => {
  const { connect, gateway, world } = await start();
  const client = await connect();
  const resumed = once(client, 'shardResume');
  gateway.faults.askToReconnect();
  await resumed;
  const messages = heard(client, 1);
  world.says('hello again');
  expect(await messages).toEqual(['hello again']);
});

test('a client comes back after a close code that allows it, and stays away after one that does not', async () => {
  const { connect, gateway } = await start();
  const client = await connect();
  const resumed = once(client, 'shardResume');
  gateway.faults.dropSockets(4000);
  await resumed;
  const gone = once(client, 'shardDisconnect');
  gateway.faults.dropSockets(4004);
  expect(await gone).toMatchObject([{ code: 4004 }, 0]);
});

test('a session that is invalid but resumable is resumed, and one that expired begins anew', async () => {
  const { connect, gateway, world } = await start();
  const client = await connect(impatient);
  const resumed = once(client, 'shardResume');
  gateway.faults.invalidate({ resumable: true });
  await resumed;
  expect(gateway.starts.told().remaining).toBe(999);

  gateway.faults.expireSessions();
  const ready = once(client, 'shardReady');
  gateway.faults.dropSockets();
  world.says('nobody hears this');
  await ready;
  expect(gateway.starts.told().remaining).toBe(998);
});

test('a session is forgotten some minutes after its socket went away', async () => {
  const clock = createManualClock();
  const { gateway, url } = await start({ clock, resumableMs: 60_000 });
  const socket = openRaw(url);
  await socket.next(hello);
  socket.send(2, identity);
  const ready = await socket.next(({ t }) => t === 'READY');
  const { session_id } = z.object({ session_id: z.string() }).parse(ready.d);
  gateway.faults.dropSockets();
  await clock.advance(60_001);

  const late = openRaw(url);
  await late.next(hello);
  late.send(6, { token, session_id, seq: 1 });
  expect(await late.next(({ op }) => op === 9)).toMatchObject({ d: false });
  expect(gateway.sessions).toBe(0);
});

test('a client that closes in order ends its session', async () => {
  const { gateway, url } = await start();
  const socket = openRaw(url);
  await socket.next(hello);
  socket.send(2, identity);
  await socket.next(({ t }) => t === 'READY');
  expect(gateway.sessions).toBe(1);
  socket.close(1000);
  await socket.closed();
  expect(gateway.sessions).toBe(0);
});

test('a wrong token and a privileged intent that is not switched on are told to the operator', async () => {
  const { api } = await start({ privilegedIntents: [] });
  await expect(createClient(api, { intents: [] }).login('wrong')).rejects.toThrow('Authentication failed');
  await expect(createClient(api, { intents: [Intent.MessageContent] }).login(token)).rejects.toThrow(/disallowed/);
});

test.each([
  ['a frame that is not JSON', 4002, '{'],
  ['a frame with fields of its own', 4002, '{"op":1,"d":null,"mine":1}'],
  ['an opcode that does not exist', 4001, '{"op":99,"d":null}'],
  ['a presence before the identity', 4003, '{"op":3,"d":{"since":null,"activities":[],"status":"idle","afk":false}}'],
  ['intents that mean nothing', 4013, JSON.stringify({ op: 2, d: { ...identity, intents: 1 << 30 } })],
  ['compression of its frames', 4002, JSON.stringify({ op: 2, d: { ...identity, compress: true } })],
  ['a shard beyond the last', 4010, JSON.stringify({ op: 2, d: { ...identity, shard: [2, 2] } })],
])('%s closes the socket with %i and is noted as a mistake', async (_, code, text) => {
  const { url, refusals } = await start({ refuses: true });
  const socket = openRaw(url);
  await socket.next(hello);
  socket.sendText(text);
  expect(await socket.closed()).toBe(code);
  expect(refusals).toEqual([expect.stringContaining(String(code))]);
});

test.each([
  ['another version', '?v=6&encoding=json'],
  ['another encoding', '?v=10&encoding=etf'],
  ['compression', '?v=10&encoding=json&compress=zlib-stream'],
  ['nothing in particular', ''],
])('a socket that asks for %s is closed with 4012', async (_, query) => {
  const { url, refusals } = await start({ refuses: true });
  expect(await openRaw(url, query).closed()).toBe(4012);
  expect(refusals).toEqual([expect.stringContaining('?v=10&encoding=json')]);
});

test('a second identity and a sequence from the future are refused', async () => {
  const { url, refusals } = await start({ refuses: true });
  const twice = openRaw(url);
  await twice.next(hello);
  twice.send(2, identity);
  twice.send(2, identity);
  const ready = await twice.next(({ t }) => t === 'READY');
  expect(await twice.closed()).toBe(4005);

  const { session_id } = z.object({ session_id: z.string() }).parse(ready.d);
  const early = openRaw(url);
  await early.next(hello);
  early.send(6, { token, session_id, seq: 100 });
  expect(await early.closed()).toBe(4007);
  expect(refusals).toHaveLength(2);
});

test('more than 120 frames a minute are too many, and a minute later they are not', async () => {
  const clock = createManualClock();
  const { url, refusals } = await start({ clock, refuses: true });
  const socket = openRaw(url);
  await socket.next(hello);
  for (let sent = 0; sent < 120; sent++) socket.send(1, null);
  await socket.next(({ op }) => op === 11);
  await clock.advance(60_000);
  for (let sent = 0; sent < 121; sent++) socket.send(1, null);
  expect(await socket.closed()).toBe(4008);
  expect(refusals).toHaveLength(1);
});

test('when no session starts are left the client says so, and the next day brings new ones', async () => {
  const clock = createManualClock();
  const { api, gateway } = await start({ clock });
  gateway.starts.set({ remaining: 0 });
  await expect(createClient(api).login(token)).rejects.toThrow(/session/);
  await clock.advance(24 * 60 * 60_000);
  expect(gateway.starts.told()).toMatchObject({ remaining: 1_000 });
});

test('two starts within five seconds are too many for one bucket', async () => {
  const clock = createManualClock();
  const { url } = await start({ clock, starts: { pauseMs: 5_000 } });
  const first = openRaw(url);
  await first.next(hello);
  first.send(2, identity);
  await first.next(({ t }) => t === 'READY');
  const second = openRaw(url);
  await second.next(hello);
  second.send(2, identity);
  expect(await second.next(({ op }) => op === 9)).toMatchObject({ d: false });
  await clock.advance(5_000);
  second.send(2, identity);
  await second.next(({ t }) => t === 'READY');
});

test('as many shards as max_concurrency says start at once, each in a bucket of its own', async () => {
  const clock = createManualClock();
  const { url, gateway } = await start({ clock, starts: { pauseMs: 5_000, maxConcurrency: 2 } });
  const shards = [0, 1, 2].map((id) => ({ id, socket: openRaw(url) }));
  for (const { id, socket } of shards) {
    await socket.next(hello);
    socket.send(2, { ...identity, shard: [id, 3] });
    await socket.next(({ op, t }) => t === 'READY' || op === 9);
  }
  expect(gateway.sessions).toBe(2);
  await clock.advance(5_000);
  shards[2]?.socket.send(2, { ...identity, shard: [2, 3] });
  await shards[2]?.socket.next(({ t }) => t === 'READY');
  expect(gateway.sessions).toBe(3);
});

test('events come only with their intents, and hidden ones never', async () => {
  const { connect, world } = await start();
  const client = await connect({ intents: [Intent.Guilds, Intent.DirectMessages] });
  const messages = heard(client, 1);
  world.says('in the guild');
  world.publish('MESSAGE_CREATE', message('behind a door'), { intents: 0, hidden: true });
  world.publish('MESSAGE_CREATE', message('to you'), { guildId: undefined, intents: Intent.DirectMessages });
  expect(await messages).toEqual(['to you']);
});

test('without MESSAGE_CONTENT a message is empty, unless the bot wrote it or is meant by it', async () => {
  const { connect, world } = await start();
  const client = await connect({ intents: [Intent.Guilds, Intent.GuildMessages, Intent.DirectMessages] });
  const messages: Message[] = [];
  const all = Promise.withResolvers<void>();
  client.on('messageCreate', (each) => {
    if (messages.push(each) === 5) all.resolve();
  });
  world.says('secret');
  world.says('mine', { author: bot });
  world.says('hey bot', { mentions: [bot] });
  world.says('reply', { author: bot, referenced_message: message('secret too') });
  world.publish('MESSAGE_CREATE', message('direct'), { guildId: undefined, intents: Intent.DirectMessages });
  await all.promise;
  expect(messages.map(({ content }) => content)).toEqual(['', 'mine', 'hey bot', 'reply', 'direct']);
  expect(messages.map(({ embeds }) => embeds.length)).toEqual([0, 1, 1, 1, 1]);
});

test('each shard hears of its own guilds, and the first of direct messages', async () => {
  const { connect, world } = await start({ guildIds: ['0', guildId], starts: { maxConcurrency: 2 } });
  const client = await connect({ shards: [0, 1], shardCount: 2, intents: [...usual, Intent.DirectMessages] });
  expect(client.guilds.cache.get('0')?.shardId).toBe(0);
  expect(client.guilds.cache.get(guildId)?.shardId).toBe(1);
  const messages = heard(client, 2);
  world.says('on the second');
  world.publish('MESSAGE_CREATE', message('direct'), { guildId: undefined, intents: Intent.DirectMessages });
  expect((await messages).sort()).toEqual(['direct', 'on the second']);
});

test('events of a type can be lost or held back', async () => {
  const { connect, gateway, world } = await start();
  const client = await connect();
  gateway.faults.lose('MESSAGE_CREATE');
  const first = heard(client, 2);
  world.says('lost');
  const gate = gateway.faults.hold('MESSAGE_CREATE');
  world.says('late');
  await gate.reached;
  world.says('in time');
  gate.release();
  expect(await first).toEqual(['in time', 'late']);
});

test('a presence is taken, and members are found by name and by id', async () => {
  const { connect } = await start();
  const client = await connect();
  client.user.setPresence({ status: 'idle', activities: [{ name: 'the kettle', type: 3 }] });
  const here = await client.guilds.fetch(guildId).catch(() => client.guilds.cache.get(guildId));
  const found = await here?.members.fetch({ query: 'ad', limit: 5 });
  expect(found?.map(({ id }) => id)).toEqual([ada.id]);
  const all = await here?.members.fetch();
  expect(all?.map(({ id }) => id)).toEqual([bot.id, ada.id, bob.id]);
});
