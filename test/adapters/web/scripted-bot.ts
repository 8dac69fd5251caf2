import type {
  Bot,
  IncomingQuestion,
  Outcome,
  RecordedAnswer,
  Remembered,
  Reply,
  Thumb,
} from '../../../src/bot/index.ts';
import { Failure } from '../../../src/failure.ts';
import { answered } from './builders.ts';

/** One question that was asked, and the hand of the test on its reply. */
export interface Turn {
  question: IncomingQuestion;
  questionId: string;
  reply: Reply;
  signal: AbortSignal;
  /** Ends it with an answer, which is remembered before it is told. */
  answer(parts?: Partial<RecordedAnswer>): Promise<RecordedAnswer>;
  refuse(refusal: Parameters<Reply['refused']>[0]): Promise<void>;
  /** Ends it as a question that another instance has now. */
  leave(): void;
  /** Ends it as something that nobody expected. */
  fail(error: Error): void;
}

/** A Quorum without knowledge or models: it remembers what it is asked, and a test says what it replies. */
export function createScriptedBot({ now = Date.now }: { now?: () => number } = {}) {
  const turns: Turn[] = [];
  const remembered: (Remembered & { memberId: string; messageId: string })[] = [];
  const thumbs: Thumb[] = [];
  const waiting: { index: number; resolve: (turn: Turn) => void }[] = [];

  const bot: Pick<Bot, 'ask' | 'vote' | 'recent' | 'recall' | 'findPlace'> = {
    ask(question, reply, signal) {
      const known = remembered.find((one) => one.messageId === question.messageId);
      if (known) return Promise.resolve<Outcome>({ state: 'repeated', questionId: known.questionId });
      const questionId = `question-${remembered.length + 1}`;
      const row: (typeof remembered)[number] = {
        memberId: question.memberId,
        messageId: question.messageId,
        questionId,
        question: question.text,
        state: 'answering',
        stateReason: null,
        followsId: question.followsId ?? null,
        askedAt: new Date(now()),
        answer: null,
      };
      const outcome = Promise.withResolvers<Outcome>();
      remembered.push(row);
      reply.admitted(questionId);
      const turn: Turn = {
        question,
        questionId,
        reply,
        signal,
        async answer(parts) {
          const answer = answered({ id: `answer-${questionId}`, questionId, ...parts });
          row.state = 'answered';
          row.answer = { standing: 'open', ...answer, answeredAt: new Date(now()), vote: 0 };
          await reply.answered(answer);
          outcome.resolve({ state: 'answered', answer });
          return answer;
        },
        async refuse(refusal) {
          row.state = 'refused';
          row.stateReason = refusal.code;
          await reply.refused(refusal);
          outcome.resolve({ state: 'refused', refusal });
        },
        leave: () => outcome.resolve({ state: 'taken' }),
        fail: outcome.reject,
      };
      signal.addEventListener('abort', () => {
        row.state = 'cancelled';
        void reply.cancelled('stopped');
        outcome.resolve({ state: 'cancelled', why: 'stopped' });
      });
      turns.push(turn);
      for (const { index, resolve } of waiting.splice(0)) {
        const wanted = turns[index];
        if (wanted) resolve(wanted);
        else waiting.push({ index, resolve });
      }
      return outcome.promise;
    },

    async vote(thumb) {
      const row = remembered.find(({ answer }) => answer?.id === thumb.answerId);
      if (!row?.answer) {
        throw new Failure('no-such-answer', 'No.', { memberText: 'I do not know this answer any more.' });
      }
      thumbs.push(thumb);
      if (row.memberId === thumb.memberId) row.answer.vote = thumb.value;
    },

    async recent({ memberId, limit }) {
      return remembered.filter((row) => row.memberId === memberId).slice(-limit);
    },

    async findPlace() {
      return { communityId: 'community-1', roomId: 'room-1' };
    },

    async recall(id) {
      return remembered.find((row) => row.questionId === id);
    },
  };

  return {
    bot,
    turns,
    thumbs,
    remembered,
    /** The question asked as the `index`th, as soon as it is asked. */
    turn(index: number): Promise<Turn> {
      const turn = turns[index];
      if (turn) return Promise.resolve(turn);
      const { promise, resolve } = Promise.withResolvers<Turn>();
      waiting.push({ index, resolve });
      return promise;
    },
  };
}

export type ScriptedBot = ReturnType<typeof createScriptedBot>;
