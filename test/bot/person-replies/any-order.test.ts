import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startQuorum } from '../quorum-builder.ts';
import { withReply } from './with-reply.ts';

const voters = {
  ada: {}, // who wrote the first one
  asker: {},
  bob: {},
  eve: { joinedAt: new Date(1_700_000_000_000) },
  mod: { rank: 'moderator' as const },
  helper: { rank: 'helper' as const },
};
type Member = keyof typeof voters;

interface Mark {
  member: Member;
  reply: 0 | 1;
  value: 1 | -1;
}

const mark: fc.Arbitrary<Mark> = fc.record({
  member: fc.constantFrom<Member>('ada', 'asker', 'bob', 'eve', 'mod', 'helper'),
  reply: fc.constantFrom<0 | 1>(0, 1),
  value: fc.constantFrom<1 | -1>(1, -1),
});
const keyOf = ({ member, reply, value }: Mark) => `${member} ${reply} ${value}`;

/** Two replies to one question, whose authors agreed. */
async function startTown() {
  const quorum = await startQuorum();
  const first = await withReply({ quorum });
  const second = await withReply({
    quorum,
    messageId: 'other',
    memberId: 'kim',
    name: 'Kim',
    text: 'Write it down.',
  });
  for (const memberId of ['ada', 'kim']) await first.uses('credit', { choice: 'yes' }, { memberId });
  const { store, bot } = quorum;
  return {
    put: ({ member, reply, value }: Mark, isOn: boolean) =>
      (reply === 0 ? first : second).mark(member, value, isOn, voters[member]),
    settled: () => bot.votesSettled(),
    async state() {
      await bot.votesSettled();
      const orderBy = { text: 'asc' } as const;
      const kept = await store.read.personReply.findMany({ orderBy, include: { marks: true } });
      return {
        kept: kept.map(({ text, standing, isDue, marks }) => ({ text, standing, isDue, marks: marks.length })),
        known: await store.read.entry.findMany({
          where: { retiredAt: null },
          select: { text: true, verified: true, credit: true, standing: true },
        }),
        waiting: (await store.read.reviewItem.findMany({ orderBy })).map(({ text }) => text),
      };
    },
  };
}

test('the same marks in the end keep, learn and put before moderators the same, whatever came before, in whatever order, and whenever it was followed up', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(mark, { selector: keyOf, maxLength: 8 }),
      fc.array(mark, { maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
      async (final, others, random) => {
        const [one, other] = [await startTown(), await startTown()];
        for (const each of final) await one.put(each, true);
        const expected = await one.state();

        const standing = new Set(final.map(keyOf));
        const passing = others.filter((each) => !standing.has(keyOf(each)));
        const queues = [
          ...final.map((each) => [{ each, isOn: true }]),
          ...passing.map((each) => [true, false].map((isOn) => ({ each, isOn }))),
        ];
        for (let open = queues; open.length > 0; open = queues.filter((queue) => queue.length > 0)) {
          const next = open[random.next().value % open.length]?.shift();
          if (next) await other.put(next.each, next.isOn);
          if (random.next().value % 2 === 0) await other.settled();
        }
        expect(await other.state()).toEqual(expected);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});
