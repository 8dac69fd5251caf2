import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { FeedbackReason, Tx } from '../../store/index.ts';
import { type Call, defineCommand, type FormField } from './command.ts';
import { answerOption, canBePutRight, findAnswerHere, hashOf, sayRight } from './correcting.ts';
import { problem } from './problem.ts';
import { badOption } from './refuse.ts';

const reasonOf = {
  wrong: 'wrong',
  outdated: 'outdated',
  unclear: 'unclear',
  'too long': 'tooLong',
  unsafe: 'unsafe',
  other: 'other',
} as const satisfies Record<string, FeedbackReason>;
const reasons = ['wrong', 'outdated', 'unclear', 'too long', 'unsafe', 'other'] as const;

/** `feedback`: the form under an answer, for whoever has more to say of it than a thumb does. */
export const feedback = defineCommand({
  name: 'feedback',
  description: 'Say what was wrong with an answer and what is right, or what was good about it',
  permission: 'everyone',
  isPrivate: true,
  options: z.object({
    reason: z.enum(reasons).optional().describe('What was wrong with it; nothing where it was good'),
    text: z.string().trim().min(1).max(4000).optional().describe('What is right in its place, or what was good'),
    answer: answerOption(),
  }),
  async form({ answer: named }, call) {
    const { id } = await findAnswerHere(typeof named === 'string' ? named : undefined, call);
    const vote = await voteOn(id, call);
    const said = await call.parts.store.read.feedback.findFirst({
      where: { answerId: id, member: { hash: hashOf(call) } },
    });
    const known = reasons.find((reason) => reasonOf[reason] === said?.reason);
    const reason = { option: 'reason', isRequired: false, ...(known && { value: known }) };
    const text = { option: 'text', isRequired: false, ...(said?.text && { value: said.text }) };
    return { title: 'About this answer', fields: fieldsFor(vote, reason, text) };
  },
  async run({ reason: given, text = '', answer: named }, call) {
    const answer = await findAnswerHere(named, call);
    const isBad = given !== undefined || (await voteOn(answer.id, call)) < 0;
    if (given === undefined && text === '')
      throw badOption('What was wrong, or good? Give a `reason`, a `text`, or both.');
    const reason = isBad ? reasonOf[given ?? 'other'] : null;
    const keep = (tx: Tx) => keepFeedback(tx, { answerId: answer.id, reason, text }, call);
    const isRight = isBad && text !== '' && canBePutRight(answer);
    const said = isRight
      ? await sayRight(call, answer, text, keep).catch((error: unknown) => keepAtLeast(call, keep, error))
      : await keepAlone(call, keep);
    if (given !== 'unsafe') return { text: said };
    await problem.run({ answer: answer.id, what: text || 'It is unsafe.' }, call).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error; // they have been told of more than they can look at
    });
    return { text: said };
  },
});

type Field = Pick<FormField, 'option' | 'isRequired' | 'value'>;

/** A form asks for what the member's vote left open. */
function fieldsFor(vote: number, reason: Field, text: Field): FormField[] {
  const toWhom = 'Moderators look at it; leave it empty if you do not know.';
  if (vote > 0) return [{ ...text, label: 'What was good about it?' }];
  if (vote < 0)
    return [
      { ...reason, label: 'What was wrong with it?' },
      { ...text, label: 'What is right?', hint: toWhom },
    ];
  return [
    { ...reason, label: 'What was wrong with it, if anything?' },
    { ...text, label: 'What is right, or was good?', hint: toWhom },
  ];
}

async function voteOn(answerId: string, call: Call): Promise<number> {
  const where = { answerId, member: { hash: hashOf(call) } };
  return (await call.parts.store.read.vote.findFirst({ where, select: { value: true } }))?.value ?? 0;
}

/** The last word of a member on an answer is the one that counts. */
async function keepFeedback(
  tx: Tx,
  { answerId, ...said }: { answerId: string; reason: FeedbackReason | null; text: string },
  call: Call,
): Promise<void> {
  const [hash, now] = [hashOf(call), new Date(call.parts.clock.now())];
  const { id: memberId } = await tx.member.upsert({ where: { hash }, create: { hash, createdAt: now }, update: {} });
  await tx.feedback.upsert({
    where: { answerId_memberId: { answerId, memberId } },
    create: { answerId, memberId, ...said, createdAt: now, updatedAt: now },
    update: { ...said, updatedAt: now },
  });
  if (said.reason !== null) return;
  await tx.reviewItem.deleteMany({ where: { answerId, authorId: memberId, kind: 'correction', state: 'open' } });
}

async function keepAlone({ parts }: Call, keep: (tx: Tx) => Promise<void>): Promise<string> {
  await parts.store.write(keep);
  return 'Thank you. It is kept with the answer.';
}

/** Moderators have more to look at than they can; what was said is kept all the same. */
async function keepAtLeast(call: Call, keep: (tx: Tx) => Promise<void>, error: unknown): Promise<string> {
  if (!(error instanceof Failure) || error.code !== 'too-many-proposals') throw error;
  return `${await keepAlone(call, keep)} ${error.memberText}`;
}
