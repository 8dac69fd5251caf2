import { describe, expect, test } from 'vitest';
import { describeWhy } from '../../src/bot/describe-why.ts';
import { recallQuestion } from '../../src/bot/recall.ts';
import { readVotedRows } from '../../src/store/index.ts';
import { startQuorum, until } from './quorum-builder.ts';

type Quorum = Awaited<ReturnType<typeof startQuorum>>;

/** Asks something and has so many members, new ones each time, vote on the answer. */
async function askAndVote({ ask, store, clock }: Quorum, text: string, value: number, role?: 'coder' | 'expert') {
  const { outcome } = await ask(text, { memberId: `asker ${Math.random()}`, ...(role && { wish: { role } }) });
  if (outcome.state !== 'answered') throw new Error(`“${text}” was ${outcome.state}.`);
  const at = new Date(clock.now());
  await store.write(async (tx) => {
    const member = await tx.member.create({ data: { hash: `voter on ${outcome.answer.id}`, createdAt: at } });
    const vote = { answerId: outcome.answer.id, memberId: member.id, value, weight: 1 };
    await tx.vote.create({ data: { ...vote, createdAt: at, updatedAt: at } });
  });
  return outcome.answer;
}

async function communityOf({ store }: Quorum): Promise<string> {
  return (await store.read.community.findFirstOrThrow()).id;
}

const fails = 'My build fails with a mismatch, what now';

describe('routing that learns', () => {
  test('stores with each answer what it was for, and the chance of every role', async () => {
    const quorum = await startQuorum({ learns: true });
    const answer = await askAndVote(quorum, 'Why does it fail?', 1);
    expect(answer.route).toMatchObject({ role: 'expert', category: 'debugging', decidedBy: 'intent' });
    const remembered = await recallQuestion(quorum.store.read, answer.id);
    expect(remembered?.answer?.route).toEqual(answer.route);
    expect(answer.route?.propensity).toBe(answer.route?.propensities.expert);
  });

  test('stores the topic as well, where the community has one that fits, and says it', async () => {
    const quorum = await startQuorum({ learns: true });
    await quorum.ask('Hello');
    const topic = { id: 'topic', name: 'mismatch, hash', words: [['mismatch', 3]], bias: -1 };
    const counted = { questions: 40, outOf: 300, members: 9, createdAt: new Date(quorum.clock.now()) };
    const communityId = await communityOf(quorum);
    await quorum.store.write((tx) => tx.topic.create({ data: { ...topic, ...counted, communityId } }));
    const { route } = await quorum.answering.preview({ communityId, question: fails }, new AbortController().signal);
    expect(route.topic).toEqual({ id: 'topic', name: 'mismatch, hash' });
    await askAndVote(quorum, fails, 1);
    const { outcome } = await quorum.ask(fails);
    if (outcome.state !== 'answered') throw new Error('It was not answered.');
    const asked = await recallQuestion(quorum.store.read, outcome.answer.id);
    expect(asked?.answer?.route).toMatchObject({ category: 'debugging', topic: { id: 'topic' } });
    expect(asked && describeWhy(asked)).toContain('“mismatch, hash”, a topic that many ask about here');
    const [row] = await readVotedRows(quorum.store.rows, { communityId, roomId: '' });
    expect(row).toMatchObject({ category: 'debugging', topic: 'mismatch, hash' });
  });

  test('takes what members approve of, and says so', async () => {
    const quorum = await startQuorum({ learns: true });
    const first = await askAndVote(quorum, fails, -1);
    expect(first.route?.role).toBe('quick');
    for (let nth = 0; nth < 12; nth++) await askAndVote(quorum, `${fails} ${nth}`, -1);
    const communityId = await communityOf(quorum);
    const { route } = await quorum.answering.preview({ communityId, question: fails }, new AbortController().signal);
    expect(route.role).not.toBe('quick');
    expect(route.votes?.quick.down).toBeGreaterThan(1);
    await quorum.clock.advance(60_000);
    const { outcome } = await quorum.ask(fails);
    const asked = outcome.state === 'answered' ? await recallQuestion(quorum.store.read, outcome.answer.id) : undefined;
    if (!asked) throw new Error('It was not answered.');
    expect(describeWhy(asked)).toMatch(/For debugging here, .*quick: 0 of \d+ votes approve, chosen \d+ % of the time/);
  });

  test('learns nothing from answers whose member wished for the role or the model', async () => {
    const quorum = await startQuorum({ learns: true });
    await askAndVote(quorum, fails, 1, 'coder');
    const communityId = await communityOf(quorum);
    const { route } = await quorum.answering.preview({ communityId, question: fails }, new AbortController().signal);
    expect(route).toMatchObject({ decidedBy: 'intent', votes: { coder: { up: 0, down: 0 } } });
  });

  test('forgets a vote that is taken back', async () => {
    const quorum = await startQuorum({ learns: true });
    await askAndVote(quorum, fails, -1);
    const communityId = await communityOf(quorum);
    const preview = async () =>
      (await quorum.answering.preview({ communityId, question: fails }, new AbortController().signal)).route;
    expect((await preview()).votes?.quick).toEqual({ up: 0, down: 1 });
    await quorum.store.write((tx) => tx.vote.deleteMany());
    expect((await preview()).votes?.quick).toEqual({ up: 0, down: 0 });
  });

  test('is of its community alone', async () => {
    const quorum = await startQuorum({ learns: true });
    await askAndVote(quorum, fails, -1);
    const elsewhere = { communityId: 'another', question: fails };
    const { route } = await quorum.answering.preview(elsewhere, new AbortController().signal);
    expect(route.votes?.quick).toEqual({ up: 0, down: 0 });
  });

  test('lets a second process believe the same, and no question wait for it', async () => {
    const one = await startQuorum({ learns: true });
    for (const value of [1, -1, -1]) await askAndVote(one, fails, value);
    const other = await startQuorum({ learns: true, url: one.storeUrl, clock: one.clock });
    const communityId = await communityOf(one);
    const asked = { communityId, question: fails };
    const [here, there] = await Promise.all(
      [one, other].map(({ answering }) => answering.preview(asked, new AbortController().signal)),
    );
    expect(there?.route).toEqual(here?.route);
    await askAndVote(one, fails, -1);
    await other.clock.advance(10_000);
    // Asked often enough, it counts without anybody having waited for it.
    await until(async () => {
      const { outcome } = await other.ask(fails, { memberId: `${Math.random()}` });
      await other.clock.advance(10_000);
      return outcome.state === 'answered' && outcome.answer.route?.votes?.quick.down === 3;
    });
  });
});

test('an answer from before routing learned can still be asked about', async () => {
  const quorum = await startQuorum();
  const { outcome } = await quorum.ask('Why does it fail?');
  if (outcome.state !== 'answered') throw new Error('It was not answered.');
  const { id } = outcome.answer;
  const odds = { expert: 0.7, empathy: 0.1, coder: 0.1, quick: 0.1 };
  const route = { role: 'expert', why: 'The question asks why.', decidedBy: 'intent', odds, propensity: 1 };
  await quorum.store.write((tx) => tx.answer.update({ where: { id }, data: { route } }));
  const remembered = await recallQuestion(quorum.store.read, id);
  expect(remembered?.answer?.route).toMatchObject({ ...route, propensities: { expert: 1, quick: 0 } });
});
