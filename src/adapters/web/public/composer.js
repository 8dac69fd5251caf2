/** Where one asks: a text that grows, who shall answer, what is being followed up on. */
import { shortened } from './exchange-view.js';

/** @import { Exchange } from './exchange.d.ts' */

/**
 * @param {HTMLFormElement} form
 * @param {(question: { text: string, role: string | undefined, followsId: string | undefined }) => void} ask
 */
export function createComposer(form, ask) {
  // index.html has these, as what they are taken for here
  const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('question'));
  const role = /** @type {HTMLSelectElement} */ (form.elements.namedItem('role'));
  const send = /** @type {HTMLButtonElement} */ (form.querySelector('.send'));
  const count = /** @type {HTMLElement} */ (form.querySelector('.count'));
  const following = /** @type {HTMLElement} */ (form.querySelector('.following'));
  const followed = /** @type {HTMLElement} */ (form.querySelector('.followed'));
  let mostChars = Number.POSITIVE_INFINITY;
  /** @type {string | undefined} */
  let followsId;

  field.addEventListener('input', measure);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '' || length() > mostChars) return;
    ask({ text, role: role.value || undefined, followsId });
    field.value = '';
    follow(undefined);
    measure();
    field.focus();
  });
  form.querySelector('.unfollow')?.addEventListener('click', () => {
    follow(undefined);
    field.focus();
  });
  measure();

  return {
    focus: () => field.focus(),

    /** @param {number} chars */
    limit(chars) {
      mostChars = chars;
      measure();
    },

    /** @param {string} text */
    fill(text) {
      field.value = text;
      measure();
      field.focus();
    },

    /** @param {Exchange} exchange */
    followUp(exchange) {
      follow(exchange);
      field.focus();
    },
  };

  /** @param {Exchange | undefined} exchange */
  function follow(exchange) {
    followsId = exchange?.questionId ?? undefined;
    followed.textContent = exchange ? `Following up on “${shortened(exchange.question)}”` : '';
    following.hidden = exchange === undefined;
  }

  function measure() {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
    const chars = length();
    count.textContent =
      chars > mostChars * 0.8 ? `${chars.toLocaleString('en')} of ${mostChars.toLocaleString('en')}` : '';
    count.classList.toggle('over', chars > mostChars);
    send.disabled = field.value.trim() === '' || chars > mostChars;
  }

  /** As Quorum counts, so that an emoji is one. */
  function length() {
    return [...field.value].length;
  }
}
