import { z } from 'zod';
import type { Consent } from '../../store/index.ts';
import { plain } from '../markdown.ts';
import { type Call, type CommandButton, type CommandReply, defineCommand } from './command.ts';

const choices = { agree: 'granted', refuse: 'refused' } as const satisfies Record<string, Consent>;

/** `training`: whether what a member asks may train models, as they say themselves; who says nothing has not agreed. */
export const training = defineCommand({
  name: 'training',
  description: 'Say whether what you ask may train models, after reading what that means',
  permission: 'everyone',
  isPrivate: true,
  options: z.object({
    choice: z.enum(['agree', 'refuse']).optional().describe('Your choice; otherwise I tell what it means, and ask'),
  }),
  async run({ choice }, call) {
    if (choice === undefined) return ask(await consentOf(call), call);
    await choose(choices[choice], call);
    return { text: [said[choices[choice]](placeOf(call)), ...after[choice]].join('\n') };
  },
});

/** What is kept, what training would mean, and what they have said so far. */
function ask(consent: Consent, call: Call): CommandReply {
  const button = (label: string, style: CommandButton['style'], choice: keyof typeof choices): CommandButton => ({
    ...{ label, style, command: 'training', options: { choice } },
  });
  return {
    text: [
      '**May what you ask train models?**',
      'I keep your questions, my answers to them and your votes, and of you a hash alone. That is so whatever you choose; `/forget` deletes it.',
      'To train means that a question of yours, with its answer and whether members approved, is shown to a model of this community until its weights have learned from it. They cannot unlearn it: of what was trained, only a new training is free of it.',
      'Nothing of direct messages, private questions or rooms that not everyone can read is ever taken, and nothing with a secret in it. Where a platform forbids it, your word alone allows nothing: what was a Discord message trains only if whoever runs me has Discord’s permission, too.',
      '',
      said[consent](placeOf(call)),
    ].join('\n'),
    buttons: [
      ...(consent === 'granted' ? [] : [button('I agree', 'good', 'agree')]),
      ...(consent === 'refused'
        ? []
        : [button(consent === 'granted' ? 'Take it back' : 'I do not', 'plain', 'refuse')]),
    ],
  };
}

const said: Record<Consent, (place: string) => string> = {
  unasked: (place) => `You have not said yet, so nothing that you ask in ${place} trains anything.`,
  granted: (place) => `You **agree**: what you ask in ${place} may train models.`,
  refused: (place) => `You **do not agree**: nothing that you ask in ${place} trains anything.`,
};

const after = {
  agree: [
    'That holds for what you asked before, too, but for what you asked while you refused. `/training` takes it back at any time.',
  ],
  refuse: ['That holds for what you asked before, too: no training from now on has any of it.'],
} as const;

function placeOf({ community }: Call): string {
  return plain(community.name, 80);
}

async function consentOf({ actor, community, parts }: Call): Promise<Consent> {
  const own = { communityId: community.id, member: { hash: parts.hashMember(actor.platform, actor.memberId) } };
  const membership = await parts.store.read.membership.findFirst({ where: own, select: { consent: true } });
  return membership?.consent ?? 'unasked';
}

async function choose(consent: Consent, { actor, community, parts }: Call): Promise<void> {
  const createdAt = new Date(parts.clock.now());
  const hash = parts.hashMember(actor.platform, actor.memberId);
  await parts.store.write(async (tx) => {
    const { id: memberId } = await tx.member.upsert({ where: { hash }, create: { hash, createdAt }, update: {} });
    await tx.membership.upsert({
      where: { communityId_memberId: { communityId: community.id, memberId } },
      create: { communityId: community.id, memberId, consent, createdAt },
      update: { consent },
    });
  });
}
