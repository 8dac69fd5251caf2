import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReact, type Reaction, reconcile } from '../../../src/bot/votes/react.ts';
import { weightOf } from '../../../src/bot/votes/weight.ts';
import type { Store } from '../../../src/store/index.ts';
import { scratchStore } from '../../scratch.ts';
import { hashMember, rules as weights } from '../quorum-builder.ts';

const now = () => new Date(1_700_000_000_000);
const days = (count: number) => count * 24 * 60 * 60_000;
const voters = {
  ada: {},
  bob: { rank: 'moderator' as const },
  eve: { joinedAt: new Date(now().getTime() - days(2)) },
};
type Name = keyof typeof voters;

describe('reactions', () => {
  test('make one vote per member, whatever the order in which they are told, and however often', async () => {
    const store = await scratchStore();
    const parts = { store, hashMember, now, weights };
    const react = createReact(parts);
    const one = fc.record({
      memberId: fc.constantFrom<Name>('ada', 'bob', 'eve'),
      messageId: fc.constantFrom('part 1', 'part 2'),
      value: fc.constantFrom<1 | -1>(1, -1),
    });
    const keyOf = ({ memberId, messageId, value }: Omit<Reaction, 'platform' | 'isOn'>) =>
      `${memberId} ${messageId} ${value}`;
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(one, { selector: keyOf, maxLength: 6 }),
        fc.array(one, { maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        async (final, others, random) => {
          run += 1;
          const answerId = await showAnswer(store, `run ${run}`);
          const named = (each: (typeof final)[number]) => ({ ...each, messageId: `run ${run} ${each.messageId}` });
          const standing = new Set(final.map(keyOf));
          /** What stands in the end is told, once or twice; what does not was put there and taken away again. */
          const threads = [
            ...final.map((each) =>
              Array.from({ length: 1 + (random.next().value % 2) }, () => ({ ...each, isOn: true })),
            ),
            ...others
              .filter((each) => !standing.has(keyOf(each)))
              .map((each) => [true, false].map((isOn) => ({ ...each, isOn }))),
          ];
          const queues = threads.map((thread) => [...thread]);
          while (queues.some((queue) => queue.length > 0)) {
            const open = queues.filter((queue) => queue.length > 0);
            const reaction = open[random.next().value % open.length]?.shift();
            if (!reaction) break;
            const voter = voters[reaction.memberId];
            await react({ platform: 'test', ...named(reaction), voter, isOn: reaction.isOn });
          }
          const expected = (['ada', 'bob', 'eve'] as const).flatMap((name) => {
            const values = new Set(final.filter(({ memberId }) => memberId === name).map(({ value }) => value));
            const [value] = values;
            return values.size === 1
              ? [{ name, value, weight: weightOf(voters[name], name === 'ada', now(), weights) }]
              : [];
          });
          expect(await votesOn(store, answerId)).toEqual(expected);

          for (const part of ['part 1', 'part 2']) {
            const there = final.filter(({ messageId }) => messageId === part);
            const message = { platform: 'test', messageId: `run ${run} ${part}` };
            expect(await reconcile(parts, message, there)).toBe(0);
          }
          expect(await votesOn(store, answerId)).toEqual(expected);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('that were missed are counted when they are read back, and those that are gone are taken back', async () => {
    const store = await scratchStore();
    const parts = { store, hashMember, now, weights };
    const react = createReact(parts);
    const answerId = await showAnswer(store, 'read back');
    const message = { platform: 'test', messageId: 'read back part 1' };
    await react({ ...message, memberId: 'ada', value: 1, isOn: true });
    const standing = [
      { memberId: 'bob', value: -1 as const, voter: voters.bob },
      { memberId: 'eve', value: 1 as const },
    ];
    expect(await reconcile(parts, message, standing)).toBe(3);
    expect(await votesOn(store, answerId)).toEqual([
      { name: 'bob', value: -1, weight: 3 },
      { name: 'eve', value: 1, weight: 1 },
    ]);
    expect(await reconcile(parts, message, standing)).toBe(0);
  });

  test('weigh what they weighed when they were put, however often they are told', async () => {
    const store = await scratchStore();
    const answerId = await showAnswer(store, 'told again');
    const thumb = { platform: 'test', messageId: 'told again part 1', memberId: 'eve', value: 1 as const, isOn: true };
    for (const later of [0, days(30)]) {
      const at = () => new Date(now().getTime() + later);
      await createReact({ store, hashMember, now: at, weights })({ ...thumb, voter: voters.eve });
    }
    expect(await votesOn(store, answerId)).toEqual([{ name: 'eve', value: 1, weight: 0.5 }]);
  });

  test('that come all at once count as they would one after the other', async () => {
    const store = await scratchStore();
    const parts = { store, hashMember, now, weights };
    const thumb = fc.record({
      memberId: fc.constantFrom<Name>('ada', 'bob', 'eve'),
      part: fc.constantFrom('part 1', 'part 2'),
      value: fc.constantFrom<1 | -1>(1, -1),
      isOn: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(thumb, { maxLength: 12 }), async (thumbs) => {
        run += 1;
        const told = async (name: string, react: (reaction: Reaction) => Promise<unknown>[] | Promise<unknown>) => {
          const answerId = await showAnswer(store, name);
          const waiting: unknown[] = [];
          for (const { part, memberId, ...each } of thumbs) {
            const about = { ...each, memberId, voter: voters[memberId], messageId: `${name} ${part}` };
            const done = react({ platform: 'test', ...about });
            if (done instanceof Promise) await done;
            else waiting.push(...done);
          }
          await Promise.all(waiting);
          return votesOn(store, answerId);
        };
        const burst = createReact(parts);
        const one = createReact(parts);
        expect(await told(`burst ${run}`, (reaction) => [burst(reaction)])).toEqual(await told(`turns ${run}`, one));
      }),
      { numRuns: 12 },
    );
  });

  test('under a message that shows no answer are none of ours', async () => {
    const store = await scratchStore();
    const parts = { store, hashMember, now, weights };
    const react = createReact(parts);
    const thumb = { platform: 'test', messageId: 'chat', memberId: 'ada', value: 1 as const };
    expect(await react({ ...thumb, isOn: true })).toBe(false);
    expect(await reconcile(parts, thumb, [thumb])).toBe(0);
    expect(await store.read.reaction.count()).toBe(0);
  });
});

describe('a vote weighs', () => {
  test.each([
    ['3 from a moderator', { rank: 'moderator' }, false, 3],
    ['3 from a manager, however new', { rank: 'manager', joinedAt: now() }, false, 3],
    ['1 from a helper', { rank: 'helper' }, false, 1],
    ['1 from a member who has been there for a week', { joinedAt: new Date(now().getTime() - days(7)) }, false, 1],
    ['0.5 from one who has not', { joinedAt: new Date(now().getTime() - days(7) + 1) }, false, 0.5],
    ['1 where nothing is known', {}, false, 1],
    ['1 at most from whoever asked', { rank: 'moderator' }, true, 1],
    ['0.5 from whoever asked and is new', { joinedAt: now() }, true, 0.5],
  ] as const)('%s', (_, voter, isAsker, weight) => {
    expect(weightOf(voter, isAsker, now(), weights)).toBe(weight);
  });

  test('less from whoever asked, where the operator says so', () => {
    expect(weightOf({ rank: 'moderator' }, true, now(), { ...weights, askerWeight: 0.25 })).toBe(0.25);
  });
});

async function votesOn(store: Store, answerId: string) {
  const votes = await store.read.vote.findMany({ where: { answerId }, include: { member: true } });
  const names = Object.keys(voters).map((name) => [hashMember('test', name), name] as const);
  return votes
    .map(({ member, value, weight }) => ({
      name: names.find(([hash]) => hash === member.hash)?.[1] ?? '',
      value,
      weight,
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** An answer to Ada, in two messages. */
async function showAnswer(store: Store, name: string): Promise<string> {
  const createdAt = now();
  return store.write(async (tx) => {
    const place = { platform: 'test', platformId: 'community' };
    const community = await tx.community.upsert({
      where: { platform_platformId: place },
      create: { ...place, name: 'Test', createdAt },
      update: {},
    });
    const room = { communityId: community.id, platformId: 'general' };
    const { id: roomId } = await tx.room.upsert({
      where: { communityId_platformId: room },
      create: { ...room, kind: 'channel', name: 'general', open: true, createdAt },
      update: {},
    });
    const hash = hashMember('test', 'ada');
    const { id: memberId } = await tx.member.upsert({ where: { hash }, create: { hash, createdAt }, update: {} });
    const question = await tx.question.create({
      data: {
        communityId: community.id,
        roomId,
        memberId,
        platform: 'test',
        messageId: name,
        origin: 'message',
        communityWide: true,
        state: 'answered',
        createdAt,
        revisions: { create: { number: 1, text: 'hello?', createdAt } },
      },
      include: { revisions: true },
    });
    const answer = await tx.answer.create({
      data: {
        revisionId: question.revisions[0]?.id ?? '',
        manner: 'generated',
        text: 'Hello.',
        confidence: 0,
        making: {},
        createdAt,
      },
    });
    for (const part of [1, 2]) {
      const shown = { platform: 'test', messageId: `${name} part ${part}`, roomId: 'general', part };
      await tx.shownMessage.create({ data: { ...shown, questionId: question.id, answerId: answer.id, createdAt } });
    }
    return answer.id;
  });
}
