import { explain, Failure } from '../../../failure.ts';
import { broken, type Check, type Finding, good, warning } from './check.ts';

/** How Discord sees the bot, as its adapter finds out without connecting. */
export interface DiscordLook {
  application: { name: string; messageContent: 'off' | 'on' | 'reviewed' };
  invitation: string;
  concerns: readonly { found: string; remedy: string }[];
  sessions: { left: number; total: number; resetAfterMs: number; shards: number };
  commands: number;
  servers: readonly { name: string; lacking: readonly string[] }[];
}

/** Whether Quorum can be on Discord: token, intents, permissions. Undefined where no token is set. */
export const checkDiscord =
  (look: ((signal: AbortSignal) => Promise<DiscordLook>) | undefined): Check =>
  async (signal) => {
    if (look === undefined) return [good(about, 'not set up; with QUORUM_DISCORD_TOKEN in .env, Quorum is there too')];
    try {
      return describe(await look(signal));
    } catch (error) {
      if (error instanceof Failure) return [broken(about, error.message, error.remedy)];
      return [
        warning(
          about,
          `Discord cannot be reached (${explain(error)}): Quorum will keep trying.`,
          'See whether this machine reaches https://discord.com, and discord.api in the settings.',
        ),
      ];
    }
  };

const about = 'Discord';

function describe({ application, invitation, concerns, sessions, commands, servers }: DiscordLook): Finding[] {
  const where = servers.length === 1 ? 'one server' : `${servers.length} servers`;
  const reads = application.messageContent === 'off' ? '' : ', reading messages';
  const found = `the token is accepted; ${application.name} is in ${where}${reads}`;
  return [
    servers.length === 0
      ? warning(about, `${found}.`, `Invite it: ${invitation}`)
      : good(about, `${found}. To invite it elsewhere: ${invitation}`),
    ...concerns.map((concern) => warning(about, concern.found, concern.remedy)),
    ...describePermissions(servers, invitation),
    describeSessions(sessions),
    commands > 0
      ? good('Discord commands', `${commands} are registered`)
      : warning('Discord commands', 'None is registered yet: members see no slash commands.', 'npm start'),
  ];
}

const mostNamed = 10;

function describePermissions(servers: DiscordLook['servers'], invitation: string): Finding[] {
  const lacking = servers.filter(({ lacking: names }) => names.length > 0);
  if (lacking.length === 0) return [];
  const named = lacking.slice(0, mostNamed).map(({ name, lacking: names }) => `${plain(name)} (${names.join(', ')})`);
  const more = lacking.length > mostNamed ? `, and ${lacking.length - mostNamed} more` : '';
  return [
    warning(
      'Discord permissions',
      `Some are lacking in ${named.join(', ')}${more}.`,
      `Give them to its role under Server Settings, Roles; or invite it again: ${invitation}`,
    ),
  ];
}

/** A server's name is whatever its owner wrote. */
function plain(name: string): string {
  return name.replace(/[\p{C}]/gu, ' ').slice(0, 100);
}

function describeSessions({ left, total, resetAfterMs, shards }: DiscordLook['sessions']): Finding {
  const found = `${left} of ${total} starts are left today`;
  if (left >= Math.max(shards, total / 10)) return good('Discord sessions', found);
  const hours = Math.ceil(resetAfterMs / 3_600_000);
  return warning(
    'Discord sessions',
    `${found}; at 0 Quorum waits for up to ${hours} hours before it connects.`,
    'Find out what connects again and again: another Quorum with the same token, or one that is restarted in a loop.',
  );
}
