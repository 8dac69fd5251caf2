/** A gap: what is asked and not answered well, how often, why, and a form that teaches it. */
import { createActing, press } from './act.js';
import { element } from './element.js';
import { timeOf } from './times.js';

/** @import { Gap } from './readings.d.ts' */

let made = 0;

/**
 * @param {Gap} first
 * @param {object} actions
 * @param {(sentence: string) => void} actions.announce
 * @param {() => void} actions.changed
 */
export function createGapCard(first, actions) {
  const id = `gap-${++made}`;
  let gap = first;
  let isTaught = false;
  const count = element('p', { class: 'gap-count' });
  const name = element('h3', { class: 'gap-name', id });
  const question = element('p', { class: 'gap-question' });
  const facts = element('p', { class: 'gap-facts' });
  const acting = createActing({
    announce: actions.announce,
    changed() {
      isTaught = true;
      actions.changed();
    },
  });
  const node = element(
    'article',
    { class: 'gap', 'aria-labelledby': id },
    count,
    element('div', { class: 'gap-words' }, name, question, facts),
    acting.node,
  );
  acting.buttons.append(press('Teach this', 'good', teach));
  update(first);
  return { node, update, stays };

  /** @param {Gap} now */
  function update(now) {
    gap = now;
    const { reasons, members, lastAt } = now;
    count.replaceChildren(
      String(now.count),
      element('span', { class: 'unseen' }, now.count === 1 ? ' question' : ' questions'),
    );
    name.textContent = now.name;
    question.textContent = now.question.text;
    question.hidden = now.question.text === now.name;
    const why = words.flatMap(([reason, word]) =>
      reasons[reason] > 0 ? [element('span', { class: `reason reason-${reason}` }, `${reasons[reason]} ${word}`)] : [],
    );
    facts.replaceChildren(
      ...why,
      element('span', {}, members === 1 ? 'one member' : `${members} members`),
      timeOf(lastAt),
    );
    acting.buttons.querySelector('button')?.setAttribute('aria-label', `Teach this: ${now.question.text}`);
  }

  async function teach() {
    await acting.openForm('teach', { gap: gap.question.id }, { title: 'Teach this', submit: 'Teach' });
  }

  /** It is closed; what was said of that stays, and a form that is open. */
  function stays() {
    if (isTaught) {
      node.classList.add('settled');
      acting.buttons.hidden = true;
    }
    return isTaught || acting.isBusy();
  }
}

/** @type {[keyof Gap['reasons'], string][]} */
const words = [
  ['denied', 'denied'],
  ['contested', 'contested'],
  ['unanswered', 'unanswered'],
  ['unsure', 'without sources'],
];
