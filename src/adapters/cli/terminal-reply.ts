import { labelOf, type RecordedAnswer, type Refusal, type Reply, secondsOf, signOf } from '../../bot/index.ts';
import type { Io } from './quorum.ts';
import { harmless, shorten } from './words.ts';

/**
 * Shows a reply in a terminal as it comes about. Into a pipe goes only the answer as it ended, so that what is read there
 * never has to be taken back; how far it is goes to the terminal's other stream.
 */
export function createTerminalReply({ stdout, stderr }: Pick<Io, 'stdout' | 'stderr'>): Reply {
  const live = stdout.isTTY === true;
  let status = '';
  let streamed = false;

  function say(line: string): void {
    if (!stderr.isTTY) return;
    stderr.write(`\r\u001b[K${line}`);
    status = line;
  }
  function clearStatus(): void {
    if (status !== '') say('');
    status = '';
  }

  return {
    admitted: () => say('Searching what we know …'),
    queued: (place) =>
      say(place === 0 ? 'Your turn …' : `${place} ${place === 1 ? 'question' : 'questions'} ahead of yours …`),
    prepared: ({ route }) => say(`Asking ${route.role} …`),
    started: (host, model) => say(`${model} on ${host} is thinking …`),
    text(piece) {
      if (!live) return;
      clearStatus();
      streamed = true;
      stdout.write(harmless(piece));
    },
    restarted(why) {
      clearStatus();
      if (streamed) stdout.write(`\n\n— ${why} Another model starts afresh. —\n\n`);
      streamed = false;
    },
    async answered(answer) {
      clearStatus();
      stdout.write(streamed ? '\n' : `${harmless(answer.text)}\n`);
      stdout.write(`\n${footer(answer)}\n`);
    },
    async refused(refusal: Refusal) {
      clearStatus();
      stderr.write(`${refusal.sentence}\n`);
    },
    async cancelled() {
      clearStatus();
    },
  };
}

/** The label, who wrote it, its sources, and what nobody has checked. */
function footer(
  answer: Pick<RecordedAnswer, 'label' | 'manner' | 'standing' | 'writer' | 'making' | 'sources' | 'unverified'>,
): string {
  const { writer, making, sources, unverified } = answer;
  const by = writer ? ` · ${writer.role} (${writer.model} on ${writer.host})` : '';
  const lines = [`${labelOf(answer)}${by} · ${secondsOf(making.totalMs)}`];
  sources.forEach(({ title, url, ...judged }, index) => {
    lines.push(`[${index + 1}] ${signOf(judged)}${shorten(harmless(title), 80)}${url ? ` — ${url}` : ''}`);
  });
  for (const remark of making.remarks ?? []) lines.push(harmless(remark));
  if (unverified.length > 0)
    lines.push(`⚠ in no source: ${unverified.map((item) => shorten(harmless(item), 60)).join(' · ')}`);
  return lines.join('\n');
}
