/** One part of the moderators' page: it reads what it shows, shows it anew where that has changed, and says what went wrong instead. */
import { element } from './element.js';
import { icon } from './icons.js';
import { createPace } from './pace.js';
import { send } from './requests.js';

/**
 * @template Reading
 * @param {HTMLElement} section
 * @param {object} how
 * @param {() => string} how.path what is asked for it, from `/api/moderators/` on
 * @param {(reading: Reading) => void} how.show
 * @param {(sentence: string) => void} [how.refused] whoever looks may not see it
 */
export function createPart(section, { path, show, refused = () => {} }) {
  const wrong = element('p', { class: 'part-wrong', hidden: true });
  section.querySelector('.part-body')?.before(wrong);
  let shown = '';
  let reads = 0;
  /** @type {Promise<void>} */
  let latest = Promise.resolve();
  return {
    read,
    /** Something may be otherwise than it is shown. */
    changed: createPace(read),
  };

  /** Resolves once what is shown is as new as this. */
  function read() {
    latest = readOnce();
    return latest;
  }

  /** @returns {Promise<void>} */
  async function readOnce() {
    const own = ++reads;
    /** @type {import('./requests.js').Outcome<Reading>} */
    const outcome = await send('GET', `/api/moderators/${path()}`);
    if (own !== reads) return latest; // it was asked for again meanwhile
    wrong.hidden = outcome.isOk;
    if (!outcome.isOk) {
      wrong.replaceChildren(icon('warning'), outcome.sentence);
      if (!outcome.isAway) refused(outcome.sentence);
      return;
    }
    const now = JSON.stringify(outcome.value);
    section.setAttribute('aria-busy', 'false');
    if (now === shown) return;
    shown = now;
    show(outcome.value);
  }
}
