/** The sources of an answer: a row each, which opens to the passage itself. */
import { element } from './element.js';
import { icon } from './icons.js';
import { createProse, plainReading } from './prose.js';
import { link } from './render-markdown.js';
import { webAddress } from './web-address.js';

/** @import { Source } from './exchange.d.ts' */

/** @param {string} name what ids here begin with */
export function createSources(name) {
  const list = element('ol', { class: 'source-list' });
  const title = element('h3', { class: 'small-title', id: `${name}-sources` }, 'Sources');
  const node = element(
    'section',
    { class: 'sources', 'aria-labelledby': `${name}-sources`, hidden: true },
    title,
    list,
  );
  /** @type {Source[]} */
  let shown = [];
  /** @type {HTMLDetailsElement[]} */
  let rows = [];
  return {
    node,

    /** @param {Source[]} sources */
    update(sources) {
      if (JSON.stringify(sources) === JSON.stringify(shown)) return;
      shown = sources;
      rows = sources.map(sourceRow);
      list.replaceChildren(...rows.map((row) => element('li', {}, row)));
      node.hidden = sources.length === 0;
    },

    /** A way to a source from where the text cites it. @param {number} number @returns {Node | undefined} */
    cite(number) {
      const source = shown[number - 1];
      if (!source) return undefined;
      const label = `Source ${number}: ${source.title}`;
      return element(
        'button',
        { type: 'button', class: 'cite', title: label, 'aria-label': label, onclick: () => open(number) },
        String(number),
      );
    },
  };

  /** @param {number} number */
  function open(number) {
    const row = rows[number - 1];
    if (!row) return;
    row.open = true;
    row.querySelector('summary')?.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }
}

/** @param {Source} source @param {number} index */
function sourceRow({ title, text, url, verified, standing }, index) {
  const href = url === null ? undefined : webAddress(url);
  const number = element('span', { class: 'source-number' }, String(index + 1));
  const name = element('span', { class: 'source-title' }, title);
  const facts = element('span', { class: 'source-facts' });
  if (verified) facts.append(element('span', { class: 'source-verified' }, icon('verified'), 'verified'));
  else if (standing === 'approved')
    facts.append(element('span', { class: 'source-approved' }, icon('approved'), 'approved by members'));
  if (href) facts.append(element('span', { class: 'source-host' }, new URL(href).host));
  const passage = element('div', { class: 'prose passage' });
  const row = element(
    'details',
    { class: 'source' },
    element('summary', { class: 'source-summary' }, number, name, facts, icon('chevron')),
    passage,
  );
  const prose = createProse(passage);
  row.addEventListener('toggle', () => prose.update(text, plainReading), { once: true });
  if (href)
    row.append(
      element(
        'p',
        { class: 'source-link' },
        link(href, document.createTextNode(`Read it at ${new URL(href).host}`), icon('away')),
      ),
    );
  return row;
}
