import { z } from 'zod';
import { roleLink } from '../markdown.ts';
import { changeSetting } from '../settings/change-setting.ts';
import { inForce, readInForce } from '../settings/in-force.ts';
import { settingNamed, settingNames } from '../settings/setting-list.ts';
import { defineCommand } from './command.ts';
import { roleOption, roomOption } from './options.ts';
import { badOption, refuseLower } from './refuse.ts';
import { describePlace, targetOf } from './setting-target.ts';
import { describeValue } from './setting-words.ts';

/** `settings unset`: what holds elsewhere holds again. */
export const settingsUnset = defineCommand({
  name: 'settings unset',
  description: 'Take a setting back, so that what holds elsewhere holds again',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    setting: z.enum(settingNames).describe('Which one'),
    role: roleOption().optional().describe('The one role to take away, for helper-roles and moderator-roles'),
    room: roomOption().optional().describe('The room that it was set for'),
  }),
  async run({ setting: name, role, room: named }, call) {
    const { community, parts, actor, rank } = call;
    const setting = settingNamed(name);
    const { key, permission, given } = setting;
    refuseLower(rank, permission, `Changing \`${name}\``);
    if (role !== undefined && given !== 'roles')
      throw badOption(`\`role\` does not go with \`${name}\`; leave it out.`);
    const room = await targetOf(setting, named, call);
    const place = describePlace(room);
    const { isChanged } = await changeSetting(
      parts.store,
      {
        setting,
        target: { communityId: community.id, room: room && { id: room.id, isPrivate: !room.open } },
        actor: actor.name,
        change: (before) => (role === undefined ? undefined : withoutRole(before, role)),
        tell: (before) =>
          role === undefined
            ? `\`${name}\`${place} was taken back; it was **${describeValue(key, before)}**.`
            : `${roleLink(role)} was taken out of \`${name}\`, which was **${describeValue(key, before)}**.`,
      },
      new Date(parts.clock.now()),
    );
    const where = { communityId: community.id, roomId: room?.id ?? null };
    const { value } = inForce(await readInForce(parts.store.rows, where, parts.ground), key);
    const now = `\`${name}\`${place} is **${describeValue(key, value)}**`;
    return { text: isChanged ? `${now} now.` : `There was nothing to take back: ${now}.` };
  },
});

function withoutRole(before: unknown, role: string): string[] | undefined {
  const left = z
    .array(z.string())
    .catch([])
    .parse(before)
    .filter((each) => each !== role);
  return left.length > 0 ? left : undefined;
}
