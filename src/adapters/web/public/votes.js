/** 👍 and 👎: two toggles, one of which may be pressed. */
import { element } from './element.js';
import { icon } from './icons.js';

/** @param {(value: 1 | -1 | 0) => void} vote */
export function createVotes(vote) {
  let value = 0;
  const up = thumb('up', 'This helped', () => vote(value === 1 ? 0 : 1));
  const down = thumb('down', 'This did not help', () => vote(value === -1 ? 0 : -1));
  const node = element('div', { class: 'votes', role: 'group', 'aria-label': 'Your vote' }, up, down);
  return {
    node,
    /** @param {number} now */
    update(now) {
      value = now;
      up.setAttribute('aria-pressed', String(now === 1));
      down.setAttribute('aria-pressed', String(now === -1));
    },
  };
}

/** @param {string} name @param {string} label @param {EventListener} onclick */
function thumb(name, label, onclick) {
  return element(
    'button',
    {
      type: 'button',
      class: `thumb thumb-${name}`,
      'aria-label': label,
      title: label,
      'aria-pressed': 'false',
      onclick,
    },
    icon('thumb'),
  );
}
