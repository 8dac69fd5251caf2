import { Failure } from '../failure.ts';
import type { Passage } from '../knowledge/index.ts';
import type { ChatMessage } from '../models/index.ts';
import { defuse, quoteData } from './quote-data.ts';
import { renderSystem, type Subject, type Version } from './version.ts';

/** An earlier question with its answer, which this one follows up on. */
export interface Exchange {
  question: string;
  answer: string;
}

export interface Material {
  version: Version;
  community: Subject;
  question: string;
  passages: readonly Passage[];
  /** What it follows up on, oldest first. */
  earlier: readonly Exchange[];
  now: Date;
  /** What the model is loaded with. */
  contextTokens: number;
  /** The most that all passages together may take. */
  passageTokens: number;
}

export interface Prompt {
  messages: ChatMessage[];
  /** The passages that fitted, in the order of their numbers. */
  passages: Passage[];
  estimatedTokens: number;
}

/** Puts a prompt together that fits the model's context: passages go first to make room, from the last; then the oldest exchanges. */
export function compose(material: Material): Prompt {
  const { version, community, question, earlier, now, contextTokens } = material;
  const room = contextTokens - version.answerTokens - templateTokens;
  let passages = fitting(material.passages, material.passageTokens);
  let exchanges = [...earlier];
  for (;;) {
    const messages: ChatMessage[] = [
      { role: 'system', content: renderSystem(version, community) },
      ...exchanges.flatMap(toMessages),
      { role: 'user', content: userTurn(question, passages, now) },
    ];
    const estimatedTokens = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
    if (estimatedTokens <= room) return { messages, passages, estimatedTokens };
    if (passages.length > 1) passages = passages.slice(0, -1);
    else if (exchanges.length > 0) exchanges = exchanges.slice(1);
    else if (passages.length > 0) passages = [];
    else throw tooLong(estimatedTokens, room);
  }
}

/** What a chat template adds around the messages, generously. */
const templateTokens = 64;

function tooLong(tokens: number, room: number): Failure {
  return new Failure(
    'question-too-long',
    `The question and its instructions take ${tokens} tokens; the model has room for ${room}.`,
    {
      remedy: 'Raise contextTokens of the host, or lower limits.questionChars.',
      memberText: 'Your question is longer than I can read at once. Please ask it in fewer words.',
    },
  );
}

/** The first passages that the budget has room for; the very first is cut to it rather than left out. */
function fitting(passages: readonly Passage[], budget: number): Passage[] {
  const kept: Passage[] = [];
  let used = 0;
  for (const passage of passages) {
    const tokens = estimateTokens(passage.title) + estimateTokens(passage.text);
    if (used + tokens > budget) {
      const share = budget / tokens;
      if (kept.length === 0) kept.push({ ...passage, text: `${passage.text.slice(0, passage.text.length * share)} …` });
      break;
    }
    kept.push(passage);
    used += tokens;
  }
  return kept;
}

function toMessages({ question, answer }: Exchange): ChatMessage[] {
  return [
    { role: 'user', content: quoteData(question) },
    { role: 'assistant', content: defuse(answer) }, // what a model or an entry said is no safer for having been shown
  ];
}

function userTurn(question: string, passages: readonly Passage[], now: Date): string {
  const moment = `It is ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
  const asked = `The question:\n${quoteData(question)}`;
  if (passages.length === 0) {
    return `The community's knowledge holds nothing on this question.\n\n${moment}\n\n${asked}`;
  }
  const quoted = passages.map(
    ({ title, text, verified }, index) =>
      `[${index + 1}]${verified ? ' (verified by a moderator)' : ''}\n${quoteData(`${title}\n\n${text}`)}`,
  );
  return `Passages from the community's knowledge:\n\n${quoted.join('\n\n')}\n\n${moment}\n\n${asked}`;
}

/** A cautious guess: a token is about three characters of English or code, and about one of any other script. */
function estimateTokens(text: string): number {
  let ascii = 0;
  let other = 0;
  for (const character of text) {
    if (character < '\u0080') ascii++;
    else other++;
  }
  return Math.ceil(ascii / 3) + other;
}
