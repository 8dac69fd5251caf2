/** How far votes have brought Quorum, and what would help next. */
import { element } from './element.js';
import { createSaid } from './said.js';
import { percent } from './words.js';

/** @import { Progress } from './readings.d.ts' */

/** @param {HTMLElement} home */
export function createProgressView(home) {
  const steps = element('ol', { class: 'phases', 'aria-label': 'Phases' });
  const words = element('p', { class: 'progress-words' });
  const grades = element('ul', { class: 'grades', 'aria-label': 'Kinds of question' });
  const advice = createSaid('advice');
  home.append(element('h3', { class: 'chart-title' }, 'How far it has come'), steps, words, grades, advice.node);

  return {
    /** @param {Progress} now */
    update({ phases, phase, voted, next, categories, gradedFrom, advice: sentence }) {
      const at = phases.indexOf(phase);
      steps.replaceChildren(
        ...phases.map((name, index) =>
          element(
            'li',
            { class: index < at ? 'phase phase-past' : 'phase', ...(index === at && { 'aria-current': 'step' }) },
            name,
          ),
        ),
      );
      const answers = voted === 1 ? '1 answer has votes' : `${voted} answers have votes`;
      words.textContent = next ? `${answers}; ${next.missing} more, and it is ${next.phase}.` : `${answers}.`;
      grades.replaceChildren(
        ...categories.map(({ category, approval, grade, missing }) => {
          const said = grade ?? (missing > 0 ? `graded from ${gradedFrom}` : 'not good yet');
          return element(
            'li',
            { class: `grade grade-${grade ?? 'none'}` },
            element('span', { class: 'grade-name' }, category),
            ` ${percent(approval.share)} · ${said}`,
          );
        }),
      );
      advice.update(sentence);
    },
  };
}
