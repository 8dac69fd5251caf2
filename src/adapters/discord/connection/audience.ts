import {
  type AnyThreadChannel,
  ChannelType,
  type GuildBasedChannel,
  PermissionFlagsBits as May,
  OverwriteType,
} from 'discord.js';

/**
 * Whether everyone in a server can read a channel and its history, now and whatever roles they have: what is asked there
 * may then be told in all of it. Where that is not certain, it is denied.
 */
export function isOpen(channel: GuildBasedChannel): boolean {
  if (channel.type === ChannelType.PrivateThread) return false;
  const place = settingOf(channel);
  if (place === null || isAgeRestricted(place)) return false;
  const { everyone } = channel.guild.roles;
  const overwrites = place.permissionOverwrites.cache.map(({ id, type, allow, deny }) => ({
    isEveryone: type === OverwriteType.Role && id === everyone.id,
    allow: allow.bitfield,
    deny: deny.bitfield,
  }));
  return mayEveryone(neededToRead(place), { everyone: everyone.permissions.bitfield, overwrites });
}

const reading = May.ViewChannel | May.ReadMessageHistory;

/** A channel's exception from what roles may do: for everyone, or for one other role or member. */
export interface Overwrite {
  isEveryone: boolean;
  allow: bigint;
  deny: bigint;
}

/**
 * The role that everyone has must grant all of it, and no exception for anyone else may take any of it away. What other
 * roles grant does not count: not everyone has them.
 */
export function mayEveryone(
  needed: bigint,
  { everyone, overwrites }: { everyone: bigint; overwrites: readonly Overwrite[] },
): boolean {
  const granted = overwrites
    .filter(({ isEveryone }) => isEveryone)
    .reduce((bits, { allow, deny }) => (bits & ~deny) | allow, everyone);
  if ((granted & needed) !== needed) return false;
  return overwrites.every(({ isEveryone, deny }) => isEveryone || (deny & needed) === 0n);
}

/** A channel that has permissions of its own. */
export type Setting = Exclude<GuildBasedChannel, AnyThreadChannel>;

/** A thread has no permissions of its own: its channel's are its. Null where that is not known. */
export function settingOf(channel: GuildBasedChannel): Setting | null {
  return channel.isThread() ? channel.parent : channel;
}

/** The text of a voice channel is for those who may connect to it. */
export function neededToRead(place: Setting): bigint {
  return place.isVoiceBased() ? reading | May.Connect : reading;
}

export function isAgeRestricted(place: Setting): boolean {
  return 'nsfw' in place && place.nsfw;
}
