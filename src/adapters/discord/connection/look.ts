import { PermissionsBitField, REST, type RESTOptions, Routes } from 'discord.js';
import { z } from 'zod';
import { type Application, explainMissingContent, explainReview, readApplication } from './application.ts';
import { invitationOf } from './invite.ts';
import { permissions } from './permissions.ts';
import { isUnauthorized, tokenRefused } from './refusals.ts';
import { readStarts } from './session-starts.ts';

/** How Discord sees the bot, as far as it tells without a connection: for `doctor`, which must use up no session. */
export interface DiscordLook {
  application: Application;
  invitation: string;
  /** What is off or will need attention, with the remedy. */
  concerns: { found: string; remedy: string }[];
  sessions: { left: number; total: number; resetAfterMs: number; shards: number };
  commands: number;
  servers: { id: string; name: string; lacking: string[] }[];
  users: number;
}

/** Throws a Failure where the token is refused, and whatever came up where Discord cannot be reached. */
export async function lookAtDiscord(
  { token, api, timeout = 10_000 }: { token: string; api: string; timeout?: number },
  signal: AbortSignal,
): Promise<DiscordLook> {
  const options: Partial<RESTOptions> = { api, timeout, retries: 1 };
  const rest = new REST(options).setToken(token);
  try {
    const application = await readApplication(rest, signal);
    const { remaining, total, resetAfterMs, shards } = await readStarts(rest, signal);
    const servers = await readServers(rest, signal);
    const users = servers.reduce((sum, { approximate_member_count: count }) => sum + count, 0);
    const concerns = [
      application.messageContent === 'off' ? explainMissingContent(application) : undefined,
      explainReview(application, users),
    ];
    return {
      application,
      invitation: invitationOf(application.id),
      concerns: concerns.filter((concern) => concern !== undefined),
      sessions: { left: remaining, total, resetAfterMs, shards },
      commands: anyList.parse(await rest.get(Routes.applicationCommands(application.id), { signal })).length,
      servers: servers.map(({ id, name, permissions: granted }) => ({ id, name, lacking: lackingOf(granted) })),
      users,
    };
  } catch (error) {
    if (isUnauthorized(error)) throw tokenRefused();
    throw error;
  }
}

const anyList = z.array(z.unknown());
const serverList = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    permissions: z.string().regex(/^\d+$/),
    approximate_member_count: z.int().default(0),
  }),
);
const pageSize = 200;

async function readServers(rest: REST, signal: AbortSignal): Promise<z.output<typeof serverList>> {
  const servers: z.output<typeof serverList> = [];
  for (;;) {
    const query = new URLSearchParams({ with_counts: 'true', limit: String(pageSize) });
    const last = servers.at(-1);
    if (last) query.set('after', last.id);
    const page = serverList.parse(await rest.get(Routes.userGuilds(), { query, signal }));
    servers.push(...page);
    if (page.length < pageSize) return servers;
  }
}

/** In the server as a whole; single channels may allow less. */
function lackingOf(granted: string): string[] {
  const has = new PermissionsBitField(BigInt(granted));
  return permissions.filter(({ bit }) => !has.has(bit)).map(({ name }) => name);
}
