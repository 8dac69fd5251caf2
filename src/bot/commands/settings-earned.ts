import { z } from 'zod';
import { describeRecord, isEarned } from '../earned-help.ts';
import { record } from '../feed/record.ts';
import { roomLink } from '../markdown.ts';
import { changeSetting } from '../settings/change-setting.ts';
import { settingNamed } from '../settings/setting-list.ts';
import { type Call, type CommandButton, defineCommand } from './command.ts';
import { draftRecordOf } from './draft-record.ts';
import { findRoom, type NamedRoom } from './named-room.ts';
import { roomOption } from './options.ts';
import { badOption } from './refuse.ts';

/** `settings earned`: how good the drafts of a room are, and whether they need be looked at any longer. */
export const settingsEarned = defineCommand({
  name: 'settings earned',
  description: 'Show how many drafts of a room were right, and let me help there by myself',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    room: roomOption().optional().describe('The draft room; otherwise this one'),
    accept: z.boolean().optional().describe('True sets the room to help, false leaves it as it is'),
  }),
  async run({ room: named, accept }, call) {
    const room = await findRoom(call, named ?? call.room.platformId);
    const found = await draftRecordOf(call.parts, room.id);
    if (!found) throw badOption(`${roomLink(room)} is no room whose drafts you look at.`);
    const rules = call.parts.bot.earning;
    const said = `${roomLink(room)}: ${describeRecord(found, rules)}`;
    if (accept === true) return { text: await setToHelp(room, call) };
    if (accept === false) return { text: await leaveAsItIs(room, call) };
    const offer: CommandButton = {
      ...{ label: 'Set to help', style: 'good', command: 'settings earned' },
      options: { room: room.platformId, accept: true },
    };
    return { text: said, buttons: isEarned(found, rules) ? [offer] : [] };
  },
});

/** A moderator decides: whether it is earned is for them to see, not to be refused by. */
async function setToHelp(room: NamedRoom, { community, actor, parts }: Call): Promise<string> {
  const place = roomLink(room);
  await changeSetting(
    parts.store,
    {
      setting: settingNamed('mode'),
      target: { communityId: community.id, room: { id: room.id, isPrivate: !room.open } },
      actor: actor.name,
      change: () => 'help',
      tell: () => `\`mode\` in ${place} was changed from **draft** to **help**: its drafts have earned it.`,
    },
    new Date(parts.clock.now()),
  );
  return `\`mode\` in ${place} is **help** now; it was **draft**. \`/feed\` has the way back.`;
}

async function leaveAsItIs(room: NamedRoom, { community, actor, parts }: Call): Promise<string> {
  const what = `The drafts of ${roomLink(room)} go on being looked at.`;
  const happening = { communityId: community.id, kind: 'settings.left', actor: actor.name, what } as const;
  await parts.store.write((tx) =>
    record(tx, { ...happening, roomId: room.open ? null : room.id }, new Date(parts.clock.now())),
  );
  return `${what} I ask again when twice as many have been decided on.`;
}
