import { describeRoute, labelOf, secondsOf, signOf } from './answer-words.ts';
import { address, plain, timeOf } from './markdown.ts';
import type { Remembered, RememberedAnswer } from './recall.ts';

/** What made an answer, in sentences of Markdown; what a host said of itself is for whoever runs Quorum alone. */
export function describeWhy(
  { question, askedAt, state, stateReason, answer }: Remembered,
  { forOperator = false } = {},
): string {
  const lines = [`**${plain(question, 200) || 'A question whose text was deleted'}**`, `asked ${timeOf(askedAt)}`, ''];
  if (!answer) {
    lines.push(`There is no answer: the question is ${stateWords[state]}${stateReason ? ` (${stateReason})` : ''}.`);
    return lines.join('\n');
  }
  const { route, making, writer, confidence, manner } = answer;
  lines.push(mannerWords[manner]);
  if (writer) lines.push(`${plain(`${writer.version} wrote it with ${writer.model} on ${writer.host}.`, 400)}`);
  if (route) lines.push('', ...describeRoute(route).map((line) => plain(line, 400)));
  for (const { model, code, message } of making.failed)
    lines.push(plain(`${model} was tried first and failed (${code})${forOperator ? `: ${message}` : '.'}`, 400));
  const search = making.searchTimedOut
    ? 'The search took too long and was left out'
    : `The search took ${secondsOf(making.retrieveMs)}`;
  lines.push('', `${search}; it was ${percent(confidence)} sure that what it found answers the question.`);
  lines.push(...describeGeneration(answer), '', ...describeSources(answer), `answer ${answer.id}`);
  return lines.join('\n');
}

function describeGeneration({ making: { generation, totalMs } }: RememberedAnswer): string[] {
  if (!generation) return [];
  const { firstTextMs, promptTokens, answerTokens, stopped, cuts } = generation;
  const lines: string[] = [];
  if (promptTokens !== undefined)
    lines.push(`The prompt took ${promptTokens} tokens, the answer ${answerTokens ?? 'unknown'}.`);
  if (firstTextMs !== undefined)
    lines.push(`The first word came after ${secondsOf(firstTextMs)}, the last after ${secondsOf(totalMs)}.`);
  if (stopped === 'length') lines.push('It was cut at the longest answer allowed.');
  if (stopped === 'loop') lines.push('It was stopped because it repeated itself.');
  if (cuts.length > 0) lines.push(`Cut out of it: ${cuts.join(', ')}.`);
  return lines;
}

function describeSources({ sources, unverified, ...answer }: RememberedAnswer): string[] {
  const { writer, making } = answer;
  const wrote = writer ? ` · ${plain(`${writer.role} (${writer.model} on ${writer.host})`, 200)}` : '';
  const found = sources.map(({ title, url, credit, ...judged }, index) => {
    const by = credit === undefined ? '' : ` ${plain(credit, 120)}`;
    const link = url ? ` — ${address(url)}` : '';
    return `\\[${index + 1}\\] ${signOf(judged)}${plain(title, 80)}${by}${link}`;
  });
  const strange = unverified.map((item) => plain(item, 60)).join(' · ');
  return [
    `${labelOf(answer)}${wrote} · ${secondsOf(making.totalMs)}`,
    ...found,
    ...(strange === '' ? [] : [`⚠ in no source: ${strange}`]),
  ];
}

const mannerWords = {
  quoted:
    'It is quoted, word for word, from an entry that was verified and answers the same question; no model was asked.',
  generated: 'A model wrote it.',
  excerpts: 'No model could be asked, so the closest entries are shown word for word.',
  unknown: 'No model could be asked, and nothing known comes close to the question.',
};

const stateWords = {
  waiting: 'still waiting',
  answering: 'being answered',
  drafted: 'waiting for a moderator to send its draft',
  delivering: 'on its way to being shown',
  answered: 'answered',
  refused: 'refused',
  cancelled: 'cancelled',
  cutOff: 'cut off',
};

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
