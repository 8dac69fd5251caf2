/** What became of each interaction, for whoever waits for it. */
import type { Clock } from '../../../../src/clock.ts';
import { firstAnswerMs } from './deadlines.ts';
import type { Answer, Interaction } from './interaction.ts';

export interface Outcomes {
  settle(interaction: Interaction, answer: Answer): void;
  /** The answer, once it says something. Rejects when not even "is thinking …" came in time. */
  of(interaction: Interaction): Promise<Answer>;
  /** The next change of its answer, whatever it was before. */
  changed(interaction: Interaction): Promise<Answer>;
}

export function createOutcomes(clock: Clock): Outcomes {
  const waiting = new Set<{ interaction: Interaction; resume: (answer: Answer) => void }>();

  function changed(interaction: Interaction): Promise<Answer> {
    return new Promise((resume) => waiting.add({ interaction, resume }));
  }

  async function firstAnswer(interaction: Interaction): Promise<void> {
    const answered = new AbortController();
    // One more than the deadline: at the deadline itself an answer is still in time.
    const leftMs = Math.max(0, interaction.madeAtMs + firstAnswerMs + 1 - clock.now());
    const silence = clock.wait(leftMs, answered.signal).then(
      () => true,
      () => false,
    );
    const isSilent = await Promise.race([changed(interaction).then(() => false), silence]);
    answered.abort();
    if (isSilent) throw new Error('The application did not respond: no answer came within three seconds.');
  }

  return {
    settle(interaction, answer) {
      interaction.answer = answer;
      for (const each of waiting) {
        if (each.interaction !== interaction) continue;
        waiting.delete(each);
        each.resume(answer);
      }
    },
    async of(interaction) {
      if (interaction.answer.kind === 'none') await firstAnswer(interaction);
      while (interaction.answer.kind === 'thinking') await changed(interaction);
      return interaction.answer;
    },
    changed,
  };
}
