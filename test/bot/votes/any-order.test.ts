import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Mark } from '../../../src/bot/index.ts';
import type { Store } from '../../../src/store/index.ts';
import { startQuorum } from '../quorum-builder.ts';

const members = ['ada', 'bob', 'eve', 'moderator'] as const;
const voters = { moderator: { rank: 'moderator' as const }, eve: { joinedAt: new Date(1_700_000_000_000) } };

/** As when a process dies before its transaction is committed: nothing of it is there. */
class Died extends Error {}

/** A store whose writes may die at their end. */
function dying(store: Store, dies: () => boolean): Store {
  const die = <T>(done: T): T => {
    if (dies()) throw new Died();
    return done;
  };
  return {
    ...store,
    write: (fn) => store.write(async (tx, rows) => die(await fn(tx, rows))),
    writeRows: (fn) => store.writeRows(async (rows) => die(await fn(rows))),
  };
}

/** One community for a run: three answers to one question, two of them in a room of its own. */
async function startTown() {
  let dies = () => false;
  let count = 0;
  const nextAnswer = () => {
    count += 1;
    return `Answer number ${count}.`;
  };
  const quorum = await startQuorum({ answer: nextAnswer, storeFor: (own) => dying(own, () => dies()) });
  const { ask, bot, store } = quorum;
  const closed = { platformId: 'closed', kind: 'channel' as const, name: 'closed', open: false };
  const answers: string[] = [];
  for (const where of [{}, {}, { room: closed }]) {
    const { outcome } = await ask('How do I pin nixpkgs?', { memberId: `asker ${answers.length}`, ...where });
    if (outcome.state !== 'answered') throw new Error(outcome.state);
    const { id: answerId, questionId } = outcome.answer;
    const messageId = `shows ${answers.length}`;
    await bot.shown.note({ platform: 'test', messageId, roomId: 'general', questionId, answerId, part: 1 });
    answers.push(answerId);
  }
  return {
    async react({ member, answer, mark, isOn }: Change) {
      const voter = member in voters ? { voter: Reflect.get(voters, member) } : {};
      await bot.react({
        platform: 'test',
        messageId: `shows ${answer}`,
        memberId: member,
        value: mark,
        isOn,
        ...voter,
      });
    },
    settled: () => bot.votesSettled(),
    /** From now on writes die when that says so; what was left undone is done once none do. */
    dieWhen(when: () => boolean) {
      dies = when;
      bot.votesChanged();
    },
    /** How each answer stands, and what is found. */
    async state() {
      await bot.votesSettled();
      const rows = await store.read.answer.findMany({ orderBy: { id: 'asc' } });
      const living = await store.read.entry.findMany({
        where: { retiredAt: null, standing: 'approved' },
        orderBy: { text: 'asc' },
        include: { audienceRoom: true },
      });
      return {
        standings: rows.map(({ standing }) => standing),
        known: living.map(({ text, verified, audienceRoom }) => ({ text, verified, room: audienceRoom?.name ?? null })),
        due: rows.filter(({ isDue }) => isDue).length,
      };
    },
  };
}

const isTold = () => true;
const isDead = (error: unknown) => {
  if (error instanceof Died) return false;
  throw error;
};

interface Change {
  member: string;
  answer: number;
  mark: Mark;
  isOn: boolean;
}

const mark = fc.record({
  member: fc.constantFrom(...members),
  answer: fc.nat(2),
  mark: fc.constantFrom<Mark>(1, -1, 2, -2),
});
const keyOf = ({ member, answer, mark: value }: Omit<Change, 'isOn'>) => `${member} ${answer} ${value}`;

test('the same reactions in the end make the same knowledge, whatever came before, in whatever order, whenever it was followed up, and whatever died on the way', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(mark, { selector: keyOf, maxLength: 10 }),
      fc.array(mark, { maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      fc.infiniteStream(fc.nat(3)),
      async (final, others, random, fates) => {
        const [one, other] = [await startTown(), await startTown()];
        for (const change of final) await one.react({ ...change, isOn: true });
        const expected = await one.state();

        const standing = new Set(final.map(keyOf));
        const passing = others.filter((each) => !standing.has(keyOf(each)));
        const queues = [
          ...final.map((each) => [{ ...each, isOn: true }]),
          ...passing.map((each) => [true, false].map((isOn) => ({ ...each, isOn }))),
        ];
        other.dieWhen(() => fates.next().value === 0);
        for (let open = queues; open.length > 0; open = queues.filter((queue) => queue.length > 0)) {
          const next = open[random.next().value % open.length]?.shift();
          while (next && !(await other.react(next).then(isTold, isDead))); // it is read back, and told again
          if (random.next().value % 2 === 0) await other.settled();
        }
        other.dieWhen(() => false);
        expect(await other.state()).toEqual(expected);
        expect(expected.due).toBe(0);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});
