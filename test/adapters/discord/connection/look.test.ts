import { expect, test } from 'vitest';
import { checkDiscord } from '../../../../src/adapters/cli/index.ts';
import { explainReview } from '../../../../src/adapters/discord/connection/application.ts';
import { lookAtDiscord } from '../../../../src/adapters/discord/connection/index.ts';
import { addDiscordMetrics, createMetrics } from '../../../../src/serving/index.ts';
import { createCommunity } from '../../../stand-ins/discord/index.ts';
import { startGuest, startStandIn } from './guest.ts';

const never = new AbortController().signal;

test('without a token Discord is not set up, and that is all', async () => {
  expect(await checkDiscord(undefined)(never)).toEqual([
    { level: 'good', about: 'Discord', found: expect.stringContaining('not set up') },
  ]);
});

test('doctor says how Discord sees the bot, without using up a session', async () => {
  const { discord, community } = await startGuest();
  const { api, token } = discord;
  const findings = await checkDiscord((signal) => lookAtDiscord({ api, token }, signal))(never);
  expect(findings).toEqual([
    {
      ...{ level: 'good', about: 'Discord' },
      found: expect.stringMatching(
        /^the token is accepted; quorum is in one server, reading messages\..*oauth2\/authorize/,
      ),
    },
    { level: 'good', about: 'Discord sessions', found: '1000 of 1000 starts are left today' },
    { level: 'warning', about: 'Discord commands', found: expect.any(String), remedy: 'npm start' },
  ]);
  expect(community.guild.members.size).toBe(2);
  expect([discord.gateway.sessions, discord.gateway.sockets]).toEqual([0, 0]);
});

test('doctor says what is off and what is lacking, each with its remedy', async () => {
  const discord = await startStandIn({ privilegedIntents: [] });
  createCommunity(discord.desk, 'Tea');
  createCommunity(discord.desk, 'Coffee', { everyone: ['ViewChannel', 'SendMessages', 'ReadMessageHistory'] });
  discord.gateway.starts.set({ remaining: 3 });
  const { api, token } = discord;
  const findings = await checkDiscord((signal) => lookAtDiscord({ api, token }, signal))(never);
  expect(findings.map(({ level, about }) => [level, about])).toEqual([
    ['good', 'Discord'],
    ['warning', 'Discord'],
    ['warning', 'Discord permissions'],
    ['warning', 'Discord sessions'],
    ['warning', 'Discord commands'],
  ]);
  expect(findings[1]).toMatchObject({
    found: expect.stringContaining('Message Content is switched off'),
    remedy: expect.stringContaining('discord.com/developers/applications'),
  });
  expect(findings[2]?.found).toBe(
    'Some are lacking in Coffee (Send Messages in Threads, Add Reactions, Attach Files).',
  );
  expect(findings[3]?.found).toContain('3 of 1000 starts are left today');
});

test('servers are read page by page', async () => {
  const discord = await startStandIn();
  for (let count = 0; count < 201; count++) createCommunity(discord.desk, `Tea ${count}`);
  const { api, token } = discord;
  const look = await lookAtDiscord({ api, token }, never);
  expect(look.servers).toHaveLength(201);
  expect(look.users).toBe(402);
  expect(look.concerns).toEqual([]);
});

test('it is said in time that Discord reviews who reads the messages of many people', () => {
  const about = { id: '1', name: 'quorum' };
  expect(explainReview({ ...about, messageContent: 'on' }, 7_999)).toBeUndefined();
  expect(explainReview({ ...about, messageContent: 'on' }, 8_000)?.found).toContain('Above 10000');
  expect(explainReview({ ...about, messageContent: 'off' }, 50_000)).toBeUndefined();
  expect(explainReview({ ...about, messageContent: 'reviewed' }, 50_000)).toBeUndefined();
});

test('a refused token is broken, and a Discord that cannot be reached is not', async () => {
  const discord = await startStandIn();
  const { api } = discord;
  const [refused] = await checkDiscord((signal) => lookAtDiscord({ api, token: 'a-wrong-token' }, signal))(never);
  expect(refused).toMatchObject({ level: 'broken', remedy: expect.stringContaining('QUORUM_DISCORD_TOKEN') });
  expect(JSON.stringify(refused)).not.toContain('a-wrong-token');
  const nowhere = { api: 'http://127.0.0.1:9/api', token: discord.token };
  const [unreachable] = await checkDiscord((signal) => lookAtDiscord(nowhere, signal))(never);
  expect(unreachable).toMatchObject({ level: 'warning', found: expect.stringContaining('cannot be reached') });
});

test('the metrics show refusals, events and the state of each shard', async () => {
  const { open, discord, community, traffic } = await startGuest();
  const { client } = await open();
  const hidden = community.channel('hidden', {
    overwrites: [{ id: community.id, kind: 'role', allow: 0n, deny: 1024n }],
  });
  await expect(client.channels.fetch(hidden.id, { force: true })).rejects.toMatchObject({ code: 50001 });
  const { registry } = createMetrics({ status: () => [] });
  addDiscordMetrics(registry, traffic);
  const shown = async () => (await registry.metrics()).split('\n').filter((line) => line.startsWith('quorum_discord'));
  expect(await shown()).toEqual(
    expect.arrayContaining([
      'quorum_discord_servers 1',
      'quorum_discord_shard_state{shard="0",state="ready"} 1',
      'quorum_discord_invalid_requests_total{status="403"} 1',
      'quorum_discord_invalid_requests_total{status="429"} 0',
      'quorum_discord_events_total{type="GUILD_CREATE"} 1',
      'quorum_discord_requests_held_back_total 0',
    ]),
  );
  expect(discord.limits.invalid).toBe(1);
});
