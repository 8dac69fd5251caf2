/** The demo's answers: what the first quoted passage of a prompt says, or the plain word that this is a demo. */
import type { Answer } from './answer.ts';

export const demoAnswer: Answer = ({ messages }) => {
  const question = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const sentences = firstPassage(question);
  if (sentences === '') {
    return 'This is a canned answer of the demo: no model is behind it, and the prompt quotes no passage to answer from.';
  }
  return `${sentences}${sentences.endsWith('```') ? '\n\n[1]' : ' [1]'}\n\nThis is a canned answer of the demo: it repeats the first passage that Quorum found.`;
};

const mostSentences = 3;

/** The first sentences of `[1]`, or its first words with the example they lead to. Its lines are quoted with a bar and begin with a title of their own. */
function firstPassage(prompt: string): string {
  const quoted = /^\[1\][^\n]*\n((?:\|[^\n]*(?:\n|$))+)/m.exec(prompt)?.[1] ?? '';
  const lines = quoted.split('\n').map((line) => line.replace(/^\| ?/, ''));
  const blank = lines.indexOf('');
  const text = lines.slice(blank + 1).join('\n');
  const passage = (text.trim() === '' ? lines.join('\n') : text).trim();
  const withExample = /^[^`]{0,300}:\s*\n+(```|~~~)[\s\S]*?\n\1/.exec(passage); // "Do this:", and what to do
  if (withExample) return withExample[0];
  const [paragraph = ''] = passage.split(/\n{2,}/);
  const sentences = Array.from(new Intl.Segmenter('en', { granularity: 'sentence' }).segment(paragraph));
  return sentences
    .slice(0, mostSentences)
    .map(({ segment }) => segment)
    .join('')
    .trim();
}
