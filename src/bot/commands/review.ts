import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { shortId } from '../knowledge-words.ts';
import { type Decision, decideWaiting, decisions } from '../review/decide.ts';
import { decisionWords, headOf, waitingLine, wholeWaiting } from '../review/describe-waiting.ts';
import { standingText } from '../review/standing-text.ts';
import { findWaiting, type Here, listWaiting, type Waiting } from '../review/waiting.ts';
import { type Call, type CommandButton, type CommandReply, defineCommand } from './command.ts';
import { hashOf, twinHint } from './correcting.ts';
import { inSentences } from './knowledge-here.ts';
import { badOption } from './refuse.ts';

/** As many as have their own row of buttons beside the one that turns pages. */
const pageSize = 4;

/** `review`: what waits for moderators here, and deciding on it where it stands. */
export const review = defineCommand({
  name: 'review',
  description: 'Show what waits for moderators here, and decide on it',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    item: z.string().trim().min(4).max(64).optional().describe('One of them alone, by its id'),
    decision: z.enum(decisions).optional().describe('What to do with it'),
    text: z.string().trim().min(1).max(6000).optional().describe('What is right in its place, for edit'),
    page: z.int().min(1).max(1000).default(1).describe('How far back: the pages are four long'),
  }),
  suggest: {
    async item(typed, call) {
      const { items } = await listWaiting(call.parts.store.read, hereOf(call), { page: 1, pageSize: 100 });
      const wanted = typed.trim().toLowerCase();
      const named = items.map(({ id, question }) => ({ name: question.slice(0, 90), value: shortId(id) }));
      return named.filter(({ name, value }) => `${value} ${name}`.toLowerCase().includes(wanted));
    },
  },
  async form({ item }, call) {
    const waiting = await findHere(String(item), call);
    const field = { option: 'text', label: 'What is right?', value: waiting.text, isRequired: true };
    return { title: decisionWords(waiting).edit, fields: [{ ...field, hint: 'It is known as you leave it here.' }] };
  },
  async run({ item, decision, text, page }, call) {
    if (item === undefined && decision !== undefined) throw badOption('Which one? Give its id in `item`.');
    if (decision === 'edit' && text === undefined) throw badOption('What is right? Give it in `text`.');
    if (item === undefined) return list(call, page);
    if (decision === undefined) return showOne(await findHere(item, call), call);
    return list(call, page, await decideHere(item, decision, text ?? '', call));
  },
});

function hereOf({ community, room, parts }: Call): Here {
  return { communityId: community.id, roomId: room.id, now: new Date(parts.clock.now()) };
}

async function findHere(named: string, call: Call): Promise<Waiting> {
  const waiting = await findWaiting(call.parts.store.read, hereOf(call), named);
  if (waiting) return waiting;
  throw new Failure('already-decided', 'Something was to be decided on that does not wait there.', {
    memberText: `Nothing with that id waits here: somebody was quicker, or there is nothing left to decide.`,
  });
}

/** Returns what was done, or who was quicker. */
async function decideHere(named: string, decision: Decision, text: string, call: Call): Promise<string> {
  const { community, actor, parts } = call;
  const { store, bot, clock } = parts;
  try {
    const waiting = await findHere(named, call);
    if (waiting.of === 'draft') {
      const how = ({ approve: 'send', edit: 'edit', drop: 'drop' } as const)[decision];
      return (await bot.decideDraft({ draftId: waiting.id, actor, decision: how, text })).sentence;
    }
    const { catalogue } = parts.knowledgeOf(community.id);
    const who = { communityId: community.id, actor: actor.name, actorHash: hashOf(call) };
    const deciding = { store, catalogue, ...who, now: new Date(clock.now()) };
    const done = await inSentences(() => decideWaiting(deciding, waiting, decision, text), twinHint);
    bot.votesChanged();
    await bot.votesSettled();
    return done;
  } catch (error) {
    if (error instanceof Failure && error.code === 'already-decided' && error.memberText) return error.memberText;
    throw error;
  }
}

async function list(call: Call, asked: number, done?: string): Promise<CommandReply> {
  const { read } = call.parts.store;
  const listed = await listWaiting(read, hereOf(call), { page: asked, pageSize });
  const pages = Math.max(1, Math.ceil(listed.total / pageSize));
  const page = Math.min(asked, pages);
  const { items, total } = page === asked ? listed : await listWaiting(read, hereOf(call), { page, pageSize });
  const first = done === undefined ? [] : [done, ''];
  const told = done === undefined ? {} : { did: done };
  if (total === 0) return { text: [...first, 'Nothing waits for moderators here.'].join('\n'), ...told };
  const lines = items.map((waiting, at) => waitingLine(waiting, (page - 1) * pageSize + at + 1));
  const turn = (label: string, to: number): CommandButton => ({
    ...{ label, style: 'plain', command: 'review', options: { page: to }, row: pageSize + 1 },
  });
  const buttons = [
    ...items.flatMap((waiting, at) =>
      buttonsOf(waiting, { page, number: (page - 1) * pageSize + at + 1, row: at + 1 }),
    ),
    ...(page > 1 ? [turn('Newer', page - 1)] : []),
    ...(page < pages ? [turn('Older', page + 1)] : []),
  ];
  return { text: [...first, headOf(page, pages, total), ...lines].join('\n'), ...told, buttons };
}

async function showOne(waiting: Waiting, call: Call): Promise<CommandReply> {
  const instead = await standingText(call.parts.store.read, waiting);
  return { text: wholeWaiting(waiting, instead), buttons: buttonsOf(waiting, { page: 1 }) };
}

function buttonsOf(
  waiting: Waiting,
  { page, number, row = 1 }: { page: number; number?: number; row?: number },
): CommandButton[] {
  const words = decisionWords(waiting);
  const item = shortId(waiting.id);
  const button = (decision: Decision, style: CommandButton['style']): CommandButton => ({
    label: number === undefined ? words[decision] : `${number} ${words[decision]}`,
    ...{ style, command: 'review', options: { item, decision, page }, row },
    ...(decision === 'edit' && { opensForm: true }),
  });
  const whole = { label: `${number} Show all`, style: 'plain', command: 'review', options: { item }, row } as const;
  return [
    button('approve', 'good'),
    ...(waiting.replyId === null ? [button('edit', 'plain')] : []),
    button('drop', 'dangerous'),
    ...(number === undefined ? [] : [whole]),
  ];
}
