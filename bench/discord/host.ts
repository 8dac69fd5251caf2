/** A model's host that takes its time as a real one does, and knows how long it worked. */
import { setTimeout } from 'node:timers/promises';
import { startOllama } from '../../test/stand-ins/ollama/index.ts';
import { model } from './bots.ts';

const tokenMs = 5;
const tokens = 20;
export const firstWord = 'Fine';
export const lastWord = 'then.';
const answer = [`${firstWord} `, ...Array.from({ length: tokens - 2 }, (_, number) => `word${number} `), lastWord];

/** One answer's time at the model. */
export interface Span {
  /** What was asked, as the model was shown it. */
  question: string;
  from: number;
  to: number;
}

/** It works on one question at a time. */
export async function startHost() {
  const spans: Span[] = [];
  const ollama = await startOllama({
    models: [{ name: model }],
    answer({ messages }) {
      const question = messages.findLast(({ role }) => role === 'user')?.content ?? '';
      const from = performance.now();
      spans.push({ question, from, to: from });
      return answer;
    },
    async pace() {
      await setTimeout(tokenMs);
      const span = spans.at(-1);
      if (span) span.to = performance.now();
    },
  });
  return { url: ollama.url, spans, close: () => ollama.close() };
}
