/** What the tests of the stand-in begin with: a small guild, and the real client where one is wanted. */
import { once } from 'node:events';
import type { Client, ClientOptions } from 'discord.js';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type DiscordOptions, startDiscord } from './index.ts';
import { addMember, createChannel, createGuild, createUser, type GuildOptions } from './world/index.ts';

const failure = z.object({ code: z.number() });

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

  /** The code of the error, or the status where there is none. */
  async function codeOf(...request: Parameters<typeof api>): Promise<number> {
    const response = await api(...request);
    return response.ok ? response.status : failure.parse(await response.json()).code;
  }

  async function connect(clientOptions: Partial<ClientOptions> = {}): Promise<Client<true>> {
    // It takes a while to load, and many tests need none.
    const { Client, Events, GatewayIntentBits: Intent, Options, Partials } = await import('discord.js');
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

  return { discord, world, ada, bob, guild, channel, api, codeOf, connect };
}
