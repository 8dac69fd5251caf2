/** A person in a test: what they do changes the world, and what they see is looked up in it. */
import { MessageType } from 'discord-api-types/v10';
import type { Desk } from '../interactions/index.ts';
import {
  addMember,
  type Channel,
  type Guild,
  type Message,
  noteInSystemChannel,
  openDirect,
  removeMember,
  type User,
} from '../world/index.ts';
import type { Acting } from './allowed.ts';
import { type Applying, createApplying } from './applying.ts';
import { createModerating, type Moderating } from './moderating.ts';
import { createThreading, type Threading } from './threading.ts';
import { createWatching, type Watching } from './watching.ts';
import { createWriting, type Writing } from './writing.ts';

export interface Person extends Writing, Threading, Applying, Watching, Moderating {
  readonly user: User;
  readonly id: string;
  /** As it stands in a text: `<@123>`. */
  readonly mention: string;
  /** The conversation with the bot. */
  direct(): Channel;
  /** From now on applications cannot write to her directly. */
  refusesDirect(): void;
  leaves(): void;
  /** Comes back, without the roles from before. */
  joins(): void;
  /** Pays for the server, of which Discord tells where it greets. */
  boosts(): Message;
}

export function createPerson(desk: Desk, guild: Guild, user: User): Person {
  const { world } = desk;
  const acting: Acting = { world, user };
  return {
    user,
    id: user.id,
    mention: `<@${user.id}>`,
    ...createWriting(acting),
    ...createThreading(acting),
    ...createApplying(acting, desk, guild),
    ...createWatching(acting, desk),
    ...createModerating(acting, guild),
    direct: () => openDirect(world, user, world.bot),
    refusesDirect() {
      user.takesDirect = false;
    },
    leaves() {
      const member = guild.members.get(user.id);
      if (member === undefined) throw new Error(`${user.username} is no member of "${guild.name}".`);
      removeMember(world, guild, member);
    },
    joins() {
      if (guild.members.has(user.id)) throw new Error(`${user.username} is a member of "${guild.name}" already.`);
      addMember(world, guild, user);
    },
    boosts() {
      const note = noteInSystemChannel(world, guild, user, MessageType.GuildBoost);
      if (note === undefined) throw new Error(`"${guild.name}" greets nowhere, so nobody hears of that.`);
      return note;
    },
  };
}
