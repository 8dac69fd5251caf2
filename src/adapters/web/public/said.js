/** What a command says, where it was pressed: Markdown as it reads there. */
import { forPage } from './command-text.js';
import { element } from './element.js';
import { createProse, plainReading } from './prose.js';

/** @param {string} className */
export function createSaid(className) {
  const node = element('div', { class: `prose ${className}` });
  const prose = createProse(node);
  return {
    node,
    /** @param {string} markdown */
    update: (markdown) => prose.update(markdown, plainReading),
    /** Every line on its own, as commands write. @param {string} markdown */
    updateLines: (markdown) => prose.update(forPage(markdown), plainReading),
  };
}
