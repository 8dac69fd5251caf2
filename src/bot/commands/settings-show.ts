import { z } from 'zod';
import { describeRecord } from '../earned-help.ts';
import { plain, roomLink } from '../markdown.ts';
import { forbiddenIn, type InForce, inForce, type Origin, readInForce } from '../settings/in-force.ts';
import { type Setting, settingList } from '../settings/setting-list.ts';
import { type Call, defineCommand } from './command.ts';
import { draftRecordOf } from './draft-record.ts';
import { findRoom, type NamedRoom } from './named-room.ts';
import { roomOption } from './options.ts';
import { describeValue } from './setting-words.ts';

/** `settings show`: what holds here, and where each value comes from. */
export const settingsShow = defineCommand({
  name: 'settings show',
  description: 'Show what is set for this community or a room, and where each value comes from',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({ room: roomOption().optional().describe('A room; otherwise this one') }),
  async run({ room: named }, call) {
    const { community, parts } = call;
    const room = named === undefined ? await hereUnlessDirect(call) : await findRoom(call, named);
    const settings = await readInForce(
      parts.store.rows,
      { communityId: community.id, roomId: room?.id ?? null },
      parts.ground,
    );
    const ofRooms = settingList.filter(({ of }) => of === 'room');
    const others = settingList.filter(({ of }) => of !== 'room');
    return {
      text: [
        ...(room
          ? [
              `**In ${roomLink(room)}**`,
              ...ofRooms.map((each) => describe(each, settings, room)),
              ...(await earnedIn(room, call)),
              '',
            ]
          : []),
        `**In ${plain(community.name, 80)}**`,
        ...others.map((each) => describe(each, settings, room)),
        ...(await roomsWithTheirOwn(call)),
        '',
        '`/settings set` changes a setting, `/settings unset` takes it back.',
      ].join('\n'),
    };
  },
});

/** Those that everyone can read, and this one: others are not spoken of. */
async function roomsWithTheirOwn({ community, room, parts }: Call): Promise<string[]> {
  const rooms = await parts.store.read.room.findMany({
    where: { communityId: community.id, OR: [{ open: true }, { id: room.id }] },
    orderBy: { name: 'asc' },
  });
  const own = rooms.filter(({ mode, settings }) => mode !== null || Object.keys(Object(settings ?? {})).length > 0);
  return own.length === 0 ? [] : ['', `Rooms with settings of their own: ${own.slice(0, 25).map(roomLink).join(', ')}`];
}

/** What the drafts of a room have earned, where it is one. */
async function earnedIn({ id }: NamedRoom, { parts }: Call): Promise<string[]> {
  const found = await draftRecordOf(parts, id);
  return found ? [`- drafts: ${describeRecord(found, parts.bot.earning)}`] : [];
}

async function hereUnlessDirect(call: Call): Promise<NamedRoom | undefined> {
  return call.room.kind === 'dm' ? undefined : findRoom(call, call.room.platformId);
}

function describe({ name, key }: Setting, settings: InForce, room: NamedRoom | undefined): string {
  if (key === 'audience' && room && !room.open) return `- \`${name}\`: **room**, because not everyone can read it`;
  if (key === 'forbidden') return `- \`${name}\`: ${describeForbidden(settings)}`;
  const { value, from } = inForce(settings, key);
  return `- \`${name}\`: **${describeValue(key, value)}**, ${originWords[from]}`;
}

const originWords: Record<Origin, string> = {
  room: 'set for this room',
  parent: 'set for the room that this one belongs to',
  community: 'set for the community',
  operator: 'as whoever runs me has set it',
  default: 'the default',
};

/** What the operator forbids stays forbidden, whatever moderators add. */
function describeForbidden(settings: InForce): string {
  const all = forbiddenIn(settings);
  if (all.length === 0) return '**nothing**, the default';
  const origins = settings.layers.filter(({ values }) => (values.forbidden ?? []).length > 0);
  return `**${describeValue('forbidden', all)}**, ${origins.map(({ from }) => originWords[from]).join(' and ')}`;
}
