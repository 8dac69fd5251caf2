/**
 * What holds on every platform, whatever it is: a platform's test stages it with the real bot behind it, and runs this suite.
 * A platform says what people can do there at all (a question on a page is never edited), and nothing else is asked of it.
 */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { startQuorum } from '../bot/quorum-builder.ts';

type Quorum = Awaited<ReturnType<typeof startQuorum>>;

/** A message or a question that somebody has sent, as the stage knows it. */
export interface Said {
  readonly id: string;
}

/** What people can do on a platform besides asking and voting. */
export interface Ways {
  /** Other programs write where people do. */
  bots: boolean;
  edits: boolean;
  /** Rooms may be closed to some of the community. */
  closedRooms: boolean;
  /** People write and vote while Quorum is away. */
  absence: boolean;
  /** People reply to each other, and mark what is right. */
  personReplies: boolean;
  /** The longest message, and the most changes of messages in a second, where there are such limits. */
  mostChars?: number;
  mostChangesPerSecond?: number;
}

export interface Stage {
  quorum: Pick<Quorum, 'store' | 'ollama'>;
  /** Somebody asks Quorum in the common room. */
  asks(text: string): Promise<Said>;
  /** What the reply to it says now, message by message, as anyone there reads it; nothing before there is one. */
  reply(to: Said): Promise<string[]>;
  /** How often what the reply shows was changed, and within how many seconds. */
  changes(of: Said): Promise<{ count: number; seconds: number }>;
  /** A member's thumb on the answer: the latest counts, 0 takes it back. */
  votes(on: Said, value: 1 | -1 | 0): Promise<void>;
  /** The question is taken back while it is being answered, as the platform has it: deleted, or stopped. */
  takesBack(said: Said): Promise<void>;
  /** The same message is delivered once more. */
  deliversAgain(said: Said): Promise<void>;
  /** Whom a message of Quorum's has reached by naming them. */
  mentioned(): Promise<string[]>;
  botAsks(text: string): Promise<void>;
  edits(said: Said, text: string): Promise<void>;
  /** The common room is closed to part of the community. */
  closes(): Promise<void>;
  opens(): Promise<void>;
  /** Somebody asks, and somebody else replies to them, without Quorum. */
  personReplies(question: string, reply: string): Promise<Said>;
  /** Its asker's ✅ under a person's reply comes or goes. */
  marks(said: Said, isOn: boolean): Promise<void>;
  /** Quorum is away while something happens. */
  whileAway<T>(what: () => Promise<T>): Promise<T>;
}

/** Words that are no words, none like another, the same each time. */
function words(count: number, length: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    createHash('sha256').update(`${index}`).digest('hex').slice(0, length),
  );
}

export function platformContract(
  name: string,
  can: Ways,
  stage: (options?: { reply?: string }) => Promise<Stage>,
): void {
  describe(`${name}, as a platform`, () => {
    test('a question is answered once, and its answer is stored', async () => {
      const { asks, reply, quorum } = await stage({ reply: 'Sit down and think.' });
      const question = await asks('What now?');
      await expect.poll(async () => (await reply(question)).join('\n')).toContain('Sit down and think.');
      expect(await quorum.store.read.answer.count()).toBe(1);
    });

    test('a message that is delivered twice gets one reply', async () => {
      const { asks, reply, deliversAgain, quorum } = await stage({ reply: 'Once.' });
      const question = await asks('What now?');
      await deliversAgain(question);
      await expect.poll(async () => (await reply(question)).join('\n')).toContain('Once.');
      expect(await quorum.store.read.question.count()).toBe(1);
      expect(quorum.ollama.requests.filter(({ path }) => path === '/api/chat')).toHaveLength(1);
    });

    test('neither its own words nor another bot’s are ever answered', async () => {
      const { asks, reply, botAsks, quorum } = await stage({ reply: 'What do you mean?' });
      if (can.bots) await botAsks('What now?');
      const question = await asks('What now?');
      await expect.poll(async () => (await reply(question)).join('\n')).toContain('What do you mean?');
      expect(await quorum.store.read.question.count()).toBe(1);
    });

    test('what is shown changes at a pace that can be followed, and the last of it is always shown', async () => {
      const { asks, reply, changes } = await stage({ reply: `${words(300, 6).join(' ')} END` });
      const question = await asks('Tell me everything');
      await expect.poll(async () => (await reply(question)).join('\n')).toContain('END');
      const { count, seconds } = await changes(question);
      if (can.mostChangesPerSecond !== undefined)
        expect(count).toBeLessThanOrEqual(2 + can.mostChangesPerSecond * seconds);
    });

    test('a long answer is shown whole, in messages that are short enough', async () => {
      const lines = words(100, 60);
      const { asks, reply } = await stage({ reply: lines.join('\n\n') });
      const question = await asks('Tell me everything');
      await expect.poll(async () => (await reply(question)).join('\n'), { timeout: 20_000 }).toContain(lines.at(-1));
      const shown = await reply(question);
      for (const line of lines) expect(shown.join('\n')).toContain(line);
      for (const each of shown) expect(each.length).toBeLessThanOrEqual(can.mostChars ?? Number.POSITIVE_INFINITY);
    });

    test('an answer names nobody so that they would hear of it', async () => {
      const { asks, reply, mentioned } = await stage({ reply: 'Ask @everyone, @here, <@1> or <@&2>.' });
      const question = await asks('Whom shall I ask?');
      await expect.poll(async () => (await reply(question)).join('\n')).toContain('Ask');
      expect(await mentioned()).toEqual([]);
    });

    test('a question that is taken back while it is answered gets no answer', async () => {
      const { asks, takesBack, quorum } = await stage();
      const gate = quorum.ollama.faults.hold('/api/chat');
      const question = await asks('What now?');
      await gate.reached;
      await takesBack(question);
      gate.release();
      await expect.poll(async () => (await quorum.store.read.question.findFirst())?.state).toBe('cancelled');
      expect(await quorum.store.read.answer.count()).toBe(0);
    });

    test('a vote is seen, changed and taken back', async () => {
      const { asks, reply, votes, quorum } = await stage({ reply: 'Yes.' });
      const question = await asks('Is it?');
      await expect.poll(async () => (await reply(question)).join('\n')).toContain('Yes.');
      const values = async () => (await quorum.store.read.vote.findMany()).map(({ value }) => value);
      await votes(question, 1);
      await expect.poll(values).toEqual([1]);
      await votes(question, -1);
      await expect.poll(values).toEqual([-1]);
      await votes(question, 0);
      await expect.poll(values).toEqual([]);
    });

    if (can.edits) {
      test('an edited question is a revision, answered in place with its votes reset', async () => {
        const { asks, edits, reply, votes, quorum } = await stage({ reply: 'Yes.' });
        const question = await asks('Is it?');
        await expect.poll(async () => (await reply(question)).join('\n')).toContain('Yes.');
        await votes(question, -1);
        await expect.poll(() => quorum.store.read.vote.count()).toBe(1);
        const before = (await reply(question)).length;
        await edits(question, 'Is it not?');
        await expect.poll(() => quorum.store.read.answer.count()).toBe(2);
        const latest = await quorum.store.read.answer.findFirst({
          orderBy: { id: 'desc' },
          include: { votes: true },
        });
        expect(latest?.votes).toEqual([]);
        expect(await quorum.store.read.question.count()).toBe(1);
        await expect.poll(async () => (await reply(question)).length).toBe(before);
      });
    }

    if (can.absence) {
      test('what was asked while Quorum was away is answered when it is back', async () => {
        const { asks, reply, whileAway } = await stage({ reply: 'Here I am.' });
        const first = await asks('Are you there?');
        await expect.poll(async () => (await reply(first)).join('\n')).toContain('Here I am.');
        const missed = await whileAway(() => asks('Where are you?'));
        await expect.poll(async () => (await reply(missed)).join('\n'), { timeout: 10_000 }).toContain('Here I am.');
      });
    }

    if (can.absence) {
      test('votes that were cast while Quorum was away count', async () => {
        const { asks, reply, votes, whileAway, quorum } = await stage({ reply: 'Yes.' });
        const question = await asks('Is it?');
        await expect.poll(async () => (await reply(question)).join('\n')).toContain('Yes.');
        await whileAway(() => votes(question, 1));
        await expect.poll(() => quorum.store.read.vote.count(), { timeout: 10_000 }).toBe(1);
      });
    }

    if (can.personReplies) {
      test('a person’s reply that its asker marks waits for moderators, and nothing of it is kept once the mark is gone', async () => {
        const { personReplies, marks, quorum } = await stage();
        const { reviewItem, personReply } = quorum.store.read;
        const said = await personReplies('Is it?', 'It is, on Fridays.');
        expect(await personReply.count()).toBe(0);
        await marks(said, true);
        await expect.poll(() => reviewItem.findMany()).toMatchObject([{ kind: 'reply', text: 'It is, on Fridays.' }]);
        await marks(said, false);
        await expect.poll(async () => [await reviewItem.count(), await personReply.count()]).toEqual([0, 0]);
      });
    }

    if (can.closedRooms) {
      test('what is asked in a room is the community’s only while all of it may read there', async () => {
        const { asks, reply, closes, opens, quorum } = await stage({ reply: 'Yes.' });
        const open = await asks('In the open?');
        await expect.poll(async () => (await reply(open)).join('\n')).toContain('Yes.');
        await closes();
        await expect
          .poll(async () => (await quorum.store.read.question.findMany()).map(({ communityWide }) => communityWide))
          .toEqual([false]);
        const closed = await asks('Behind closed doors?');
        await expect.poll(async () => (await reply(closed)).join('\n')).toContain('Yes.');
        await opens();
        await expect
          .poll(async () => (await quorum.store.read.room.findFirst({ where: { kind: 'channel' } }))?.open)
          .toBe(true);
        const wide = (await quorum.store.read.question.findMany()).map(({ communityWide }) => communityWide);
        expect(wide).toEqual([false, false]); // what was said behind closed doors stays there
      });
    }
  });
}
