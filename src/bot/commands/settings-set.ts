import { z } from 'zod';
import { plain } from '../markdown.ts';
import { changeSetting, type Target } from '../settings/change-setting.ts';
import { inForce, readInForce } from '../settings/in-force.ts';
import { type Setting, settingNamed, settingNames } from '../settings/setting-list.ts';
import { type Call, defineCommand, type Suggest } from './command.ts';
import { findRoom, type NamedRoom } from './named-room.ts';
import { roleOption, roomOption } from './options.ts';
import { badOption, refuseLower } from './refuse.ts';
import { describePlace, targetOf } from './setting-target.ts';
import { describeValue } from './setting-words.ts';

/** `settings set`: one setting, for the community or for a room. */
export const settingsSet = defineCommand({
  name: 'settings set',
  description: 'Change a setting, for this community or for a room',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    setting: z.enum(settingNames).describe('Which one'),
    value: z.string().trim().min(1).max(4000).optional().describe('What it should be'),
    role: roleOption().optional().describe('The role to add, for helper-roles and moderator-roles'),
    room: roomOption().optional().describe('The room that it is for; for moderators-room, the room itself'),
  }),
  suggest: { value: (typed, call, others) => suggestValue(typed, call, others) },
  async run({ setting: name, value, role, room }, call) {
    const setting = settingNamed(name);
    refuseLower(call.rank, setting.permission, `Changing \`${name}\``);
    const change = await changeOf(setting, { value, role, room }, call);
    const target = await targetOf(setting, setting.given === 'room' ? undefined : room, call);
    const place = describePlace(target);
    const { store, clock } = call.parts;
    const { before, after, isChanged } = await changeSetting(
      store,
      {
        setting,
        target: stored(target, call),
        actor: call.actor.name,
        change,
        tell: (from, to) =>
          from === undefined
            ? `\`${name}\`${place} was set to **${describeValue(setting.key, to)}**; it was not set before.`
            : `\`${name}\`${place} was changed from **${describeValue(setting.key, from)}** to **${describeValue(setting.key, to)}**.`,
      },
      new Date(clock.now()),
    );
    const now = `\`${name}\`${place} is **${describeValue(setting.key, after)}**`;
    if (!isChanged) return { text: `${now} already.` };
    call.parts.bot.votesChanged(); // what was learned may be told to fewer now, or need fewer votes
    const was = before === undefined ? '' : `; it was **${describeValue(setting.key, before)}**`;
    return { text: [`${now} now${was}.`, ...(await remarks(setting, after, target, call))].join('\n') };
  },
});

interface Given {
  value: string | undefined;
  role: string | undefined;
  room: string | undefined;
}

/** What is to be made of the value before. */
async function changeOf(setting: Setting, given: Given, call: Call): Promise<(before: unknown) => unknown> {
  const { name, given: as, expected } = setting;
  const { value, role, room } = given;
  if (role !== undefined && as !== 'roles')
    throw badOption(`\`role\` does not go with \`${name}\`; expected ${expected}.`);
  const isNamed = as === 'roles' ? role !== undefined : as === 'room' && room !== undefined;
  if (isNamed && value !== undefined)
    throw badOption(`Give \`${name}\` by its \`${as === 'roles' ? 'role' : 'room'}\` or as a \`value\`, not both.`);
  if (as === 'roles' && role !== undefined) return (before) => withRole(before, role);
  if (as === 'room' && room !== undefined) {
    const { platformId } = await findRoom(call, room);
    return () => platformId;
  }
  if (value === undefined)
    throw badOption(
      `What should \`${name}\` be? ${as === 'roles' ? 'Give a `role`.' : as === 'room' ? 'Give a `room`.' : `I expect ${expected}.`}`,
    );
  const read = setting.reads.safeParse(value);
  if (!read.success) throw badOption(`\`${name}\` cannot be “${plain(value, 60)}”; expected ${expected}.`);
  if (as === 'room') await findRoom(call, String(read.data));
  return () => read.data;
}

const mostRoles = 50;

function withRole(before: unknown, role: string): string[] {
  const roles = z.array(z.string()).catch([]).parse(before);
  if (roles.includes(role)) return roles;
  if (roles.length >= mostRoles) throw badOption(`There are ${mostRoles} roles already; take one away first.`);
  return [...roles, role];
}

function stored(room: NamedRoom | null, { community }: Call): Target {
  return { communityId: community.id, room: room && { id: room.id, isPrivate: !room.open } };
}

/** What follows from a change, and may not have been meant. */
async function remarks(
  { key, meaning }: Setting,
  after: unknown,
  room: NamedRoom | null,
  call: Call,
): Promise<string[]> {
  const { store, ground } = call.parts;
  const settings = await readInForce(store.rows, { communityId: call.community.id, roomId: null }, ground);
  const moderatorsRoom = inForce(settings, 'moderatorsRoom').value;
  if (key === 'mode' && after === 'draft' && moderatorsRoom === undefined)
    return ['No moderators’ room is set yet, so nobody would see the drafts: `/settings set` with `moderators-room`.'];
  if (key === 'moderatorsRoom') {
    const { open } = await findRoom(call, String(after));
    if (open) return ['Everyone can read this room: drafts and news will be seen by all.'];
  }
  if (key === 'audience' && after === 'community' && room && !room.open)
    return ['Not everyone can read this room, though: what is asked in it stays in it all the same.'];
  if (key === 'audience' && after === 'room') return ['What was asked there before stays there from now on, too.'];
  return [meaning];
}

const suggestValue: Suggest = async (typed, call, { setting: named, room: chosen }) => {
  const { community, parts } = call;
  const name = settingNames.find((each) => each === named);
  if (!name) return [];
  const { key, proposed } = settingNamed(name);
  const room = typeof chosen === 'string' ? await findRoom(call, chosen).catch(() => call.room) : call.room;
  const place = { communityId: community.id, roomId: room.id };
  const { value } = inForce(await readInForce(parts.store.rows, place, parts.ground), key);
  const own = Array.isArray(value)
    ? value.join(key === 'marks' ? ' ' : '; ')
    : value === undefined
      ? ''
      : String(value);
  const current = own === '' || [...own].length > 100 ? [] : [own];
  const all = [...new Set([...current, ...proposed])].filter((each) =>
    each.toLowerCase().includes(typed.trim().toLowerCase()),
  );
  return all.map((each) => ({ name: each === own ? `${each.slice(0, 90)} (now)` : each, value: each }));
};
