import type { Guild, GuildTextBasedChannel } from 'discord.js';
import type { Platform, Whereabouts } from '../../../bot/index.ts';
import type { Clock } from '../../../clock.ts';
import { explain, Failure } from '../../../failure.ts';
import type { Log } from '../../../log.ts';
import { lackingIn, sparedIn } from './permissions.ts';
import { placeOf, platform } from './place.ts';
import { isRefusedThere } from './refusals.ts';

/** Keeps Quorum from writing again and again where Discord refuses it, and tells the moderators about it, once. */
export interface RoomGuard {
  /** Takes up what was refused before this start. */
  load(): Promise<void>;
  /** Whether it can be answered there; where not, nothing that is asked or said there is looked at. */
  mayWriteIn(channel: GuildTextBasedChannel): boolean;
  /** Writes there by `work`. Where Discord refuses that, the room is left alone from then on; fails with `discord-room-refused`. */
  guard<T>(channel: GuildTextBasedChannel, work: () => Promise<T>): Promise<T>;
  /** For a room where somebody asks although `mayWriteIn` says no: the moderators are told why there is no answer, once. */
  leaveAlone(channel: GuildTextBasedChannel): Promise<void>;
  /** Goes on in those rooms of a server where it may write again. */
  recheck(guild: Guild): Promise<void>;
  /** How many rooms are left alone. */
  readonly stopped: number;
}

interface Stop {
  at: number;
  /** Whether permissions say the same; where they do not, nothing but time tells when it may be tried again. */
  isExplained: boolean;
}

const tryAgainMs = 60 * 60_000;

export function createRoomGuard(parts: {
  whereabouts: Pick<Whereabouts, 'block' | 'unblock' | 'blockedRooms'>;
  tellModerators: Platform['tellModerators'];
  clock: Pick<Clock, 'now'>;
  log: Log;
}): RoomGuard {
  const { whereabouts, tellModerators, clock, log } = parts;
  const stopped = new Map<string, Stop>();

  function isAllowed(channel: GuildTextBasedChannel): boolean {
    const until = channel.guild.members.me?.communicationDisabledUntilTimestamp ?? 0;
    return until <= clock.now() && !isShut(channel) && lackingIn(channel).length === 0;
  }

  function mayTry({ at, isExplained }: Stop): boolean {
    return isExplained || clock.now() - at >= tryAgainMs;
  }

  async function stop(channel: GuildTextBasedChannel): Promise<void> {
    const isKnown = stopped.has(channel.id);
    stopped.set(channel.id, { at: clock.now(), isExplained: !isAllowed(channel) });
    if (isKnown || !(await whereabouts.block(placeOf(channel)))) return;
    const lacking = lackingIn(channel).map(({ name }) => name);
    log.warn('Discord refuses what Quorum writes in a room; it is left alone.', {
      server: channel.guildId,
      room: channel.id,
      lacking: lacking.join(', '),
    });
    if (isShut(channel) || isGone(channel)) return; // nothing that moderators would not know
    const notice = { kind: 'news' as const, text: noticeOf(channel, lacking) };
    await tellModerators({ platform, platformId: channel.guildId }, notice);
  }

  function cannotNote(error: unknown): void {
    log.error('It could not be noted that a room refuses Quorum.', { reason: explain(error) });
  }

  async function goOn(guild: Guild, id: string): Promise<void> {
    stopped.delete(id);
    if (await whereabouts.unblock(guild.id, id)) log.info('Quorum may write in a room again.', { room: id });
  }

  return {
    async load() {
      for (const { platformId, since } of await whereabouts.blockedRooms()) {
        stopped.set(platformId, { at: since.getTime(), isExplained: true });
      }
    },
    mayWriteIn(channel) {
      const known = stopped.get(channel.id);
      return isAllowed(channel) && (known === undefined || mayTry(known));
    },
    async guard(channel, work) {
      try {
        const done = await work();
        if (stopped.has(channel.id)) await goOn(channel.guild, channel.id);
        return done;
      } catch (error) {
        if (!isRefusedThere(error) || (isAllowed(channel) && sparedIn(channel).length > 0)) throw error;
        await stop(channel).catch(cannotNote);
        const sentence = `Discord refuses what is written in room ${channel.id}: ${error.message}.`;
        throw new Failure('discord-room-refused', sentence, { cause: error });
      }
    },
    async leaveAlone(channel) {
      if (!stopped.has(channel.id)) await stop(channel).catch(cannotNote);
    },
    async recheck(guild) {
      for (const [id, known] of [...stopped]) {
        const channel = guild.channels.cache.get(id);
        if (channel?.isTextBased() && isAllowed(channel) && mayTry(known)) await goOn(guild, id);
      }
    },
    get stopped() {
      return stopped.size;
    },
  };
}

function isShut(channel: GuildTextBasedChannel): boolean {
  return channel.isThread() && channel.locked === true && !channel.manageable;
}

function isGone({ guild, id }: GuildTextBasedChannel): boolean {
  return !guild.channels.cache.has(id);
}

function noticeOf(channel: GuildTextBasedChannel, lacking: readonly string[]): string {
  const where = `<#${channel.isThread() && channel.parentId !== null ? channel.parentId : channel.id}>`;
  const what =
    lacking.length > 0
      ? `I lack the permission ${lacking.map((name) => `“${name}”`).join(', ')} there`
      : 'Discord refuses what I write there, although my permissions look right; perhaps I am in a time-out';
  return `I cannot answer in ${where}: ${what}. I stay silent there until I may write again.`;
}
