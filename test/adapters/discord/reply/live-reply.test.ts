import { describe, expect, test } from 'vitest';
import { createEditLane, type EditLane } from '../../../../src/adapters/discord/reply/edit-lane.ts';
import { createLiveReply, patienceMs } from '../../../../src/adapters/discord/reply/live-reply.ts';
import type { Content, Sent, Surface } from '../../../../src/adapters/discord/reply/surface.ts';
import type { RecordedAnswer, ShownMessage } from '../../../../src/bot/index.ts';
import { silentLog } from '../../../../src/log.ts';
import { createManualClock } from '../../../models/manual-clock.ts';

const editMs = 1250;

describe('a reply to somebody who asked', () => {
  test('is a sign of life within a second, then the place in the queue, then the newest text', async () => {
    const { reply, clock, says } = open();
    reply.admitted('q');
    expect(says()).toEqual([]);
    await clock.advance(patienceMs);
    expect(says()).toEqual(['-# Looking that up …']);
    reply.queued(3);
    await clock.advance(editMs);
    expect(says()).toEqual(['-# 3 questions are ahead of yours …']);
    reply.text('Roll ');
    reply.text('back');
    await clock.advance(editMs);
    expect(says()).toEqual(['Roll back']);
  });

  test('that is there at once comes without any sign before it', async () => {
    const { reply, clock, says, writes } = open();
    reply.admitted('q');
    await reply.answered(answer('Done.'));
    await clock.advance(60_000);
    expect(says()).toEqual(['Done.']);
    expect(writes).toEqual(['send 1']);
  });

  test('is edited no faster than the room allows, and always with the newest text', async () => {
    const { reply, clock, writes, says } = open();
    reply.admitted('q');
    for (let piece = 0; piece < 100; piece++) {
      reply.text(`${piece} `);
      await clock.advance(100);
    }
    expect(writes.length).toBeLessThanOrEqual(1 + Math.ceil(10_000 / editMs));
    await reply.answered(answer('The end.'));
    expect(says()).toEqual(['The end.']);
  });

  test('shares the pace of its room with every other reply there', async () => {
    const clock = createManualClock();
    const lane = createEditLane(clock);
    const replies = [open({ clock, lane }), open({ clock, lane }), open({ clock, lane })];
    for (const { reply } of replies) reply.admitted('q');
    for (let piece = 0; piece < 100; piece++) {
      for (const { reply } of replies) reply.text(`${piece} `);
      await clock.advance(100);
    }
    const edits = replies.flatMap(({ writes }) => writes).filter((write) => write.startsWith('edit'));
    expect(edits.length).toBeLessThanOrEqual(Math.ceil(10_000 / editMs) + 1);
    await Promise.all(replies.map(({ reply }, index) => reply.answered(answer(`Answer ${index}`))));
    expect(replies.map(({ says }) => says())).toEqual([['Answer 0'], ['Answer 1'], ['Answer 2']]);
  });

  test('waits for the edit under way, so that the last word stays the last', async () => {
    const { reply, says, hold } = open();
    reply.admitted('q');
    const release = hold();
    reply.text('half');
    const finished = reply.answered(answer('whole'));
    release();
    await finished;
    expect(says()).toEqual(['whole']);
  });

  test('takes more messages as it grows, and takes back what the final answer does not need', async () => {
    const { reply, clock, says, shown } = open();
    reply.admitted('q');
    reply.text('one|two|three');
    await clock.advance(editMs);
    expect(says()).toEqual(['one', 'two', 'three']);
    await reply.answered(answer('one|two'));
    expect(says()).toEqual(['one', 'two']);
    expect([...shown.values()].map(({ part, answerId }) => [part, answerId])).toEqual([
      [1, 'answer of q'],
      [2, 'answer of q'],
    ]);
  });

  test('goes on where an edit fails, and says so only where the last word fails', async () => {
    const { reply, clock, fail, says } = open();
    reply.admitted('q');
    fail(1);
    reply.text('a');
    await clock.advance(editMs);
    reply.text('b');
    await clock.advance(editMs);
    expect(says()).toEqual(['ab']);
    fail(1);
    await expect(reply.answered(answer('abc'))).rejects.toThrow('Discord said no.');
  });

  test('bears the thumbs under its last part, and a button while it is written', async () => {
    const { reply, clock, thumbs, messages } = open();
    reply.admitted('q');
    reply.text('one|two');
    await clock.advance(editMs);
    expect(messages.map(({ content }) => content.components.length)).toEqual([0, 1]);
    await reply.answered(answer('one|two'));
    expect(thumbs).toEqual(['👍 m2', '👎 m2']);
  });
});

describe('a reply that ends without an answer', () => {
  test('because it was stopped says that', async () => {
    const { reply, clock, says } = open();
    reply.admitted('q');
    await clock.advance(patienceMs);
    await reply.cancelled('stopped');
    expect(says()).toEqual(['-# Stopped.']);
  });

  test('because its question was deleted goes too', async () => {
    const { reply, clock, says, shown } = open();
    reply.admitted('q');
    await clock.advance(patienceMs);
    await reply.cancelled('withdrawn');
    expect(says()).toEqual([]);
    expect(shown.size).toBe(0);
  });
});

describe('a reply to nobody', () => {
  test('gives no sign until it is whole', async () => {
    const { reply, clock, says } = open({ isAsked: false });
    reply.admitted('q');
    reply.queued(2);
    reply.text('I think');
    await clock.advance(60_000);
    expect(says()).toEqual([]);
    await reply.answered(answer('I know.'));
    expect(says()).toEqual(['I know.']);
  });

  test('and leaves none where it turns out to be needless', async () => {
    const { reply, says } = open({ isAsked: false });
    reply.admitted('q');
    await reply.cancelled('needless');
    expect(says()).toEqual([]);
  });
});

describe('a reply that goes on where another stands', () => {
  test('changes its messages instead of adding to them', async () => {
    const first = open();
    first.reply.admitted('q');
    await first.reply.answered(answer('old|older'));
    const second = open({ isResumed: true, from: first });
    await second.reply.answered(answer('new'));
    expect(second.says()).toEqual(['new']);
    expect(second.messages.map(({ sent }) => sent.messageId)).toEqual(['m1']);
  });

  test('replaces messages whose votes may not be cleared', async () => {
    const first = open();
    first.reply.admitted('q');
    await first.reply.answered(answer('old'));
    const second = open({ isResumed: true, from: first, mayClear: false });
    await second.reply.answered(answer('new'));
    expect(second.says()).toEqual(['new']);
    expect(second.messages.map(({ sent }) => sent.messageId)).toEqual(['m2']);
  });

  test('has the place to itself once the other has left', async () => {
    const { reply, clock, says } = open();
    reply.admitted('q');
    reply.text('half');
    await reply.leave();
    const before = says();
    reply.text(' more');
    await clock.advance(60_000);
    expect(says()).toEqual(before);
  });
});

interface Message {
  sent: Sent;
  content: Content;
}

interface Setting {
  clock?: ReturnType<typeof createManualClock>;
  lane?: EditLane;
  isAsked?: boolean;
  isResumed?: boolean;
  mayClear?: boolean;
  from?: { messages: Message[] };
}

/** A reply on a surface that is a list; texts part at "|". */
function open({ isAsked = true, isResumed = false, mayClear = true, from, ...own }: Setting = {}) {
  const clock = own.clock ?? createManualClock();
  const messages: Message[] = [...(from?.messages ?? [])];
  const shown = new Map<string, ShownMessage>();
  const writes: string[] = [];
  const thumbs: string[] = [];
  let failures = 0;
  let held: Promise<void> | undefined;
  let count = messages.length;

  async function attempt(): Promise<void> {
    await held;
    if (failures > 0) {
      failures--;
      throw new Error('Discord said no.');
    }
  }

  const surface: Surface = {
    find: async () => messages.map(({ sent }) => sent),
    async send(part, content) {
      await attempt();
      writes.push(`send ${part}`);
      const sent = { messageId: `m${++count}`, roomId: 'room' };
      messages.push({ sent, content });
      return sent;
    },
    async edit({ messageId }, content) {
      await attempt();
      writes.push(`edit ${messageId}`);
      const message = messages.find(({ sent }) => sent.messageId === messageId);
      if (message) message.content = content;
    },
    async remove({ messageId }) {
      messages.splice(
        messages.findIndex(({ sent }) => sent.messageId === messageId),
        1,
      );
    },
    react: async ({ messageId }, emoji) => void thumbs.push(`${emoji} ${messageId}`),
    clearReactions: async () => mayClear,
  };

  const reply = createLiveReply({
    surface,
    lane: own.lane ?? createEditLane(clock),
    clock,
    log: silentLog,
    isAsked,
    isResumed,
    shown: {
      note: async (message) => void shown.set(message.messageId, message),
      forget: async (_, messageId) => void shown.delete(messageId),
    },
    look: {
      live: (markdown) => markdown.split('|'),
      final: ({ text }) => ({ parts: text.split('|') }),
      whileWriting: () => [{ type: 1, components: [] }],
      underAnswer: () => [],
    },
  });

  return {
    reply,
    clock,
    messages,
    writes,
    thumbs,
    shown,
    says: () => messages.map(({ content }) => content.text),
    fail(times: number) {
      failures = times;
    },
    hold() {
      const gate = Promise.withResolvers<void>();
      held = gate.promise;
      return gate.resolve;
    },
  };
}

function answer(text: string): RecordedAnswer {
  return {
    id: 'answer of q',
    questionId: 'q',
    manner: 'generated',
    label: 'withoutSources',
    text,
    sources: [],
    unverified: [],
    confidence: 0,
    route: null,
    writer: null,
    making: { retrieveMs: 0, totalMs: 0, searchTimedOut: false, failed: [] },
  };
}
