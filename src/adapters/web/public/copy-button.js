import { element } from './element.js';
import { icon } from './icons.js';

/** A button that copies a text and says so. @param {string} text */
export function copyButton(text) {
  const words = element('span', { 'aria-live': 'polite' }, 'Copy');
  const button = element('button', { type: 'button', class: 'copy', onclick: () => void copy() }, icon('copy'), words);
  return button;

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      words.textContent = 'Copied';
    } catch {
      words.textContent = 'Not allowed';
    }
    setTimeout(() => {
      words.textContent = 'Copy';
    }, shownMs);
  }
}

const shownMs = 2000;
