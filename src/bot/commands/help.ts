import { z } from 'zod';
import type { RoomMode } from '../../store/index.ts';
import { plain } from '../markdown.ts';
import { isAtLeast } from '../rank.ts';
import { inForce, readInForce } from '../settings/in-force.ts';
import { isCommunityWide } from '../settings/room-settings.ts';
import { type Command, defineCommand } from './command.ts';

/** `help`: what Quorum does for whoever asks, right here, and what it keeps of them. */
export function createHelp(commands: () => readonly Command[]): Command {
  return defineCommand({
    name: 'help',
    description: 'What I can do for you here, and what I keep',
    permission: 'everyone',
    isPrivate: true,
    options: z.object({}),
    async run(_, { community, room, rank, parts }) {
      const { store, ground } = parts;
      const place = { communityId: community.id, roomId: room.id };
      const [settings, stored, about] = await Promise.all([
        readInForce(store.rows, place, ground),
        store.read.room.findUnique({ where: { id: room.id }, include: { parent: true } }),
        store.read.community.findUnique({ where: { id: community.id }, select: { paused: true } }),
      ]);
      const mode = room.kind === 'dm' ? 'direct' : (inForce(settings, 'mode').value ?? 'mention');
      const subject = inForce(settings, 'subject').value;
      const days = inForce(settings, 'retentionDays').value;
      const isWide = room.open && stored !== null && isCommunityWide(stored);
      const usable = commands().filter(({ permission }) => isAtLeast(rank, permission));
      return {
        text: [
          `I answer questions${subject ? ` about ${plain(subject, 200)}` : ''} from what this community knows, and with models that run on its own machines.`,
          about?.paused ? 'Just now I am paused: a moderator can wake me.' : modeWords[mode],
          'Below each answer stands where it comes from. 👍 and 👎 tell me whether it was right; `/why` tells you what made it.',
          '',
          '**What you can use**',
          ...usable.map(
            ({ name, description }) => `- \`/${name}\`: ${description.charAt(0).toLowerCase()}${description.slice(1)}`,
          ),
          '',
          '**What I keep**',
          `Your questions, my answers and your votes, for ${days} days unless they taught me something; you yourself only as a number made from your id with a secret key. ${
            isWide ? 'What is asked here may be told to the whole community.' : 'What is asked here stays here.'
          } \`/forget\` deletes all of it.`,
          'Of what you reply to others I learn nothing before you agree: `/credit`.',
        ].join('\n'),
      };
    },
  });
}

const modeWords: Record<RoomMode | 'direct', string> = {
  mention: 'In this room I answer when I am asked: mention me, reply to me, or use `/ask`.',
  help: 'In this room I answer when I am asked, and of my own accord when nobody else does and I am sure.',
  draft: 'In this room my answers go to the moderators first, who send them, change them or drop them.',
  off: 'In this room I am switched off.',
  direct: 'Here you can just write what you would like to know.',
};
