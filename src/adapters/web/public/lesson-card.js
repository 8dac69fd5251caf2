/** A lesson: the rule, what votes say of it, and whether it stays. */
import { createActing, press } from './act.js';
import { element } from './element.js';
import { icon } from './icons.js';

/** @import { Lesson } from './readings.d.ts' */

/**
 * @param {Lesson} first
 * @param {object} actions
 * @param {(sentence: string) => void} actions.announce
 * @param {() => void} actions.changed
 */
export function createLessonCard(first, actions) {
  const wording = element('h3', { class: 'lesson-wording' });
  const finding = element('p', { class: 'lesson-finding' });
  const acting = createActing(actions);
  const node = element('article', { class: 'lesson' }, wording, finding, acting.node);
  update(first);
  return { node, update };

  /** @param {Lesson} lesson */
  function update(lesson) {
    const { id, category, state, editedBy } = lesson;
    node.dataset.state = state;
    wording.replaceChildren(
      ...(state === 'locked' ? [icon('lock')] : []),
      ...(category === '' ? [] : [element('span', { class: 'lesson-category' }, category), ' ']),
      lesson.wording,
    );
    finding.textContent = [lesson.finding, ...(editedBy === null ? [] : [`Last changed by ${editedBy}.`])].join(' ');
    const about = `: ${lesson.wording}`;
    const run = (/** @type {string} */ command, own = {}) => acting.run(command, { lesson: id, ...own });
    const lock =
      state === 'locked'
        ? press('Unlock', 'plain', () => run('lessons lock', { locked: false }), `Unlock${about}`)
        : press(state === 'dropped' ? 'Let it hold again' : 'Lock', 'good', () => run('lessons lock'), `Lock${about}`);
    const edit = press('Edit', 'plain', () => openEdit(lesson), `Edit${about}`);
    const drop = press('Drop', 'dangerous', () => run('lessons drop'), `Drop${about}`);
    acting.buttons.replaceChildren(lock, edit, ...(state === 'dropped' ? [] : [drop]));
  }

  /** @param {Lesson} lesson */
  function openEdit({ id, wording: before }) {
    const field = { name: 'wording', label: 'The rule in a sentence', description: 'As models are told it.', max: 300 };
    acting.showForm(
      {
        name: 'lessons edit',
        description: '',
        options: [{ ...field, kind: 'text', required: true, default: before, suggests: false }],
      },
      { lesson: id },
      { title: 'Edit this lesson', submit: 'Keep' },
    );
  }
}
