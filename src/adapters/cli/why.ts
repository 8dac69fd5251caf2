import type { Remembered } from '../../bot/index.ts';
import { describeRoute } from './route.ts';
import { footer } from './terminal-reply.ts';
import { harmless, secondsOf, shorten } from './words.ts';

/** `quorum why`: what made an answer, in sentences. */
export function describeWhy({ question, askedAt, state, stateReason, answer }: Remembered): string {
  const lines = [`${shorten(harmless(question), 200)}`, `asked ${askedAt.toISOString()}`, ''];
  if (!answer) {
    lines.push(`There is no answer: the question is ${stateWords[state]}${stateReason ? ` (${stateReason})` : ''}.`);
    return lines.join('\n');
  }
  const { route, making, writer, confidence, manner } = answer;
  lines.push(mannerWords[manner]);
  if (writer) lines.push(`${writer.version} wrote it with ${writer.model} on ${writer.host}.`);
  if (route) lines.push('', ...describeRoute(route));
  for (const { model, code, message } of making.failed)
    lines.push(`${model} was tried first and failed (${code}): ${message}`);
  const search = making.searchTimedOut
    ? 'The search took too long and was left out'
    : `The search took ${secondsOf(making.retrieveMs)}`;
  lines.push('', `${search}; it was ${percent(confidence)} sure that what it found answers the question.`);
  const { generation } = making;
  if (generation) {
    const { firstTextMs, promptTokens, answerTokens, stopped, cuts } = generation;
    if (promptTokens !== undefined)
      lines.push(`The prompt took ${promptTokens} tokens, the answer ${answerTokens ?? 'unknown'}.`);
    if (firstTextMs !== undefined)
      lines.push(`The first word came after ${secondsOf(firstTextMs)}, the last after ${secondsOf(making.totalMs)}.`);
    if (stopped !== 'stop')
      lines.push(
        stopped === 'length'
          ? 'It was cut at the longest answer allowed.'
          : 'It was stopped because it repeated itself.',
      );
    if (cuts.length > 0) lines.push(`Cut out of it: ${cuts.join(', ')}.`);
  }
  lines.push('', footer(answer), `answer ${answer.id}`);
  return lines.join('\n');
}

const mannerWords = {
  quoted: 'It is quoted, word for word, from a verified entry that answers the same question; no model was asked.',
  generated: 'A model wrote it.',
  excerpts: 'No model could be asked, so the closest entries are shown word for word.',
  unknown: 'No model could be asked, and nothing known comes close to the question.',
};

const stateWords = {
  waiting: 'still waiting',
  answering: 'being answered',
  answered: 'answered',
  refused: 'refused',
  cancelled: 'cancelled',
  cutOff: 'cut off',
};

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
