/** What the tests of the stand-in begin with: a small guild, and the real client where one is wanted. */
import { once } from 'node:events';
import { Client, type ClientOptions, Events, GatewayIntentBits as Intent, Options, Partials } from 'discord.js';
import { expect, onTestFinished } from 'vitest';
import { type DiscordOptions, startDiscord } from './index.ts';
import { addMember, createChannel, createGuild, createUser, type GuildOptions } from './world/index.ts';

/** Closed by itself; a test that expects refusals says so, and every other one fails on them. */
export async function start(options: DiscordOptions & { guild?: Partial<GuildOptions>; refuses?: boolean } = {}) {
  const discord = await startDiscord({ limits: { buckets: {} }, ...options });
  onTestFinished(async () => {
    await discord.close();
    if (options.refuses !== true) expect(discord.refusals).toEqual([]);
  });
  const { world } = discord;
  const ada = createUser(world, 'ada', { globalName: 'Ada' });
  const bob = createUser(world, 'bob');
  const guild = createGuild(world, 'Tea', { owner: ada, ...options.guild });
  addMember(world, guild, bob);
  const channel = createChannel(world, guild, 'general');

  function api(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return fetch(`${discord.api}/v10${path}`, {
      method,
      headers: {
        authorization: `Bot ${discord.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  async function connect(clientOptions: Partial<ClientOptions> = {}): Promise<Client<true>> {
    const client = new Client({
      rest: { api: discord.api },
      makeCache: Options.cacheWithLimits(),
      partials: [Partials.Message, Partials.Channel, Partials.Reaction],
      intents: [
        Intent.Guilds,
        Intent.GuildMembers,
        Intent.GuildMessages,
        Intent.GuildMessageReactions,
        Intent.DirectMessages,
        Intent.MessageContent,
      ],
      ...clientOptions,
    });
    onTestFinished(() => client.destroy());
    const ready = once(client, Events.ClientReady);
    await client.login(discord.token);
    await ready;
    if (!client.isReady()) throw new Error('The client is not ready.');
    return client;
  }

  return { discord, world, ada, bob, guild, channel, api, connect };
}
