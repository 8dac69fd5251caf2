import { type Client, GatewayDispatchEvents as Dispatch, Events, type Guild } from 'discord.js';
import type { Bot, IncomingRoom, Whereabouts } from '../../../bot/index.ts';
import type { Clock } from '../../../clock.ts';
import { explain } from '../../../failure.ts';
import type { Log } from '../../../log.ts';
import { isOpen } from './audience.ts';
import { communityOf, roomOf } from './place.ts';

export interface RoomChangesParts {
  whereabouts: Pick<Whereabouts, 'rooms'>;
  roomChanged: Bot['roomChanged'];
  roomDeleted: Bot['roomDeleted'];
  /** Called after a server's rooms were looked through: what was refused there may be allowed now. */
  recheck(guild: Guild): Promise<void>;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  /** For how long changes are gathered before they are looked at. */
  settleMs?: number;
}

/** What can change who reads a room, or what Quorum may do in it. */
const changes = new Set<string>([
  Dispatch.GuildCreate, // also after an outage, during which nothing is told
  Dispatch.GuildUpdate,
  Dispatch.GuildMemberUpdate, // without the intent for members, its own alone
  Dispatch.GuildRoleCreate,
  Dispatch.GuildRoleUpdate,
  Dispatch.GuildRoleDelete,
  Dispatch.ChannelCreate,
  Dispatch.ChannelUpdate,
  Dispatch.ChannelDelete,
  Dispatch.ThreadUpdate,
  Dispatch.ThreadDelete,
  Dispatch.ThreadListSync,
]);
const deletions = new Set<string>([Dispatch.ChannelDelete, Dispatch.ThreadDelete]);

/**
 * Keeps what is known of rooms in line with Discord: their names, and whether everyone can read them. However many changes
 * come at once, a server's known rooms are looked through once, and one server after another.
 */
export function followRooms(client: Client, parts: RoomChangesParts): void {
  const { whereabouts, roomChanged, roomDeleted, recheck, clock, log, signal, settleMs = 300 } = parts;
  const changed = new Set<string>();
  const deleted = new Set<string>();
  let isWaiting = false;

  client.on(Events.Raw, ({ t, d }: { t: string; d: Changed }) => {
    if (!changes.has(t)) return;
    const guildId = t === Dispatch.GuildCreate || t === Dispatch.GuildUpdate ? d.id : d.guild_id;
    if (guildId === undefined) return;
    if (deletions.has(t) && d.id !== undefined) deleted.add(d.id);
    changed.add(guildId);
    if (!isWaiting) void settle();
  });

  async function settle(): Promise<void> {
    isWaiting = true;
    try {
      while (changed.size > 0) {
        await clock.wait(settleMs, signal);
        await lookThroughAll();
      }
    } catch (error) {
      if (!signal.aborted) log.error('The rooms could not be looked through.', { reason: explain(error) });
    } finally {
      isWaiting = false;
    }
  }

  async function lookThroughAll(): Promise<void> {
    const guildIds = [...changed];
    const gone = new Set(deleted);
    changed.clear();
    deleted.clear();
    for (const id of guildIds) {
      const guild = client.guilds.cache.get(id);
      if (!guild?.available) continue;
      await lookThrough(guild, gone).catch((error: unknown) =>
        log.error('The rooms of a server could not be looked through.', { server: id, reason: explain(error) }),
      );
    }
  }

  async function lookThrough(guild: Guild, gone: ReadonlySet<string>): Promise<void> {
    for (const known of await whereabouts.rooms(guild.id)) {
      signal.throwIfAborted();
      if (!client.guilds.cache.has(guild.id)) return; // left meanwhile: nothing may make it known again
      const now = roomNow(guild, known, gone);
      if (!isSame(known, now)) await roomChanged(communityOf(guild), now);
      if (gone.has(known.platformId)) await roomDeleted(communityOf(guild), known.platformId);
    }
    await recheck(guild);
  }
}

/** The part of those events that says what they are of. */
interface Changed {
  id?: string;
  guild_id?: string;
}

/** A known room as it is by now. What is gone is open to nobody, so not to everyone either. */
function roomNow(guild: Guild, known: IncomingRoom, gone: ReadonlySet<string>): IncomingRoom {
  if (known.kind === 'dm') return known;
  const channel = guild.channels.cache.get(known.platformId);
  if (channel && !gone.has(channel.id)) return roomOf(channel);
  if (known.parent === undefined || gone.has(known.platformId)) return { ...known, open: false };
  // A thread that sleeps is not told of, but it is as open as its channel: never more than it was known to be.
  const parent = guild.channels.cache.get(known.parent.platformId);
  if (!parent || parent.isThread() || gone.has(parent.id)) {
    return { ...known, open: false, parent: { ...known.parent, open: false } };
  }
  return { ...known, open: known.open && isOpen(parent), parent: roomOf(parent) };
}

function isSame(one: IncomingRoom, other: IncomingRoom): boolean {
  if (one.name !== other.name || one.open !== other.open) return false;
  if (one.parent?.platformId !== other.parent?.platformId) return false;
  return one.parent === undefined || other.parent === undefined || isSame(one.parent, other.parent);
}
