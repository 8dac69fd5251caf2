import type { RecordedAnswer, Reply, StoredQuestion } from '../../../src/bot/index.ts';

type Preparation = Parameters<Reply['prepared']>[0];
type Passage = Preparation['passages'][number];

export function passage(parts: Partial<Passage> = {}): Passage {
  return {
    entryId: 'entry-1',
    kind: 'passage',
    title: 'Installing packages',
    text: 'Add the package to `environment.systemPackages` and rebuild.',
    url: 'https://nixos.org/manual/nixos/stable/',
    verified: false,
    standing: 'open',
    score: 3.1,
    ...parts,
  };
}

export function route(parts: Partial<Preparation['route']> = {}): Preparation['route'] {
  return {
    role: 'quick',
    why: 'The question is short and asks for one thing.',
    decidedBy: 'intent',
    odds: { expert: 0.24, empathy: 0.03, coder: 0.18, quick: 0.55 },
    category: 'how-to',
    propensities: { expert: 0, empathy: 0, coder: 0, quick: 1 },
    propensity: 1,
    ...parts,
  };
}

/** An answer that a model made from one source. */
export function answered(parts: Partial<RecordedAnswer> = {}): RecordedAnswer {
  return {
    id: 'answer-1',
    questionId: 'question-1',
    manner: 'generated',
    label: 'fromSources',
    text: 'Add it to your packages [1].',
    sources: [passage()],
    unverified: [],
    confidence: 0.82,
    route: route(),
    writer: { role: 'quick', version: 'quick:base', model: 'llama3.2:3b', host: 'local' },
    making: {
      retrieveMs: 4,
      totalMs: 1430,
      searchTimedOut: false,
      failed: [],
      generation: { cuts: [], stopped: 'stop', firstTextMs: 310, answerTokens: 120 },
    },
    ...parts,
  };
}

/** A question as the store has it, for a platform to show its reply again. */
export function stored(parts: Partial<StoredQuestion> = {}): StoredQuestion {
  return {
    id: 'question-1',
    platform: 'playground',
    messageId: 'message-1',
    origin: 'form',
    followsId: null,
    text: 'How?',
    revision: 1,
    askedAt: new Date(),
    asked: true,
    community: { platform: 'playground', platformId: 'local' },
    room: { id: 'room-1', platformId: 'playground', kind: 'channel' },
    ...parts,
  };
}
