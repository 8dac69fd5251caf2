/** What a command said, as a card among the exchanges. It stays until the page is loaded anew, and is kept nowhere. */
import { forPage } from './command-text.js';
import { element } from './element.js';
import { icon, seats } from './icons.js';
import { createProse, plainReading } from './prose.js';
import { sizeOf } from './words.js';

/** @import { CommandButton, CommandForm, OptionValues, SaidReply } from './command-wire.d.ts' */

/**
 * @typedef {object} CardActions
 * @property {(button: CommandButton) => void} press
 * @property {(name: string) => CommandForm | undefined} find
 * @property {(command: CommandForm) => void} open
 * @property {() => void} close
 */

let made = 0;

/** @param {string} name @param {OptionValues} options @param {CardActions} actions */
export function createCommandCard(name, options, actions) {
  const id = `card-${++made}`;
  const title = element('h2', { class: 'card-title', id }, `/${name}`);
  const given = element('span', { class: 'card-given' });
  const status = element('p', { class: 'status-line', hidden: true });
  const body = element('div', { class: 'card-body' });
  const close = element(
    'button',
    { type: 'button', class: 'quiet card-close', 'aria-label': `Close /${name}`, onclick: actions.close },
    icon('close'),
  );
  const node = element(
    'article',
    { class: 'card', 'aria-labelledby': id, tabindex: '-1' },
    element('header', { class: 'card-head' }, title, given, close),
    status,
    body,
  );
  /** @type {string[]} */
  let addresses = [];
  showGiven(options);
  return {
    node,
    at: new Date().toISOString(),
    name,
    showGiven,
    showBusy,
    showProgress,
    showReply,
    showRefusal,
    release,
  };

  /** @param {OptionValues | CommandButton['options']} values */
  function showGiven(values) {
    const shown = Object.entries(values).filter(([, value]) => value !== false);
    given.textContent = shown.map(([option, value]) => `${option}: ${wordsOf(value)}`).join(' · ');
  }

  function showBusy() {
    node.setAttribute('aria-busy', 'true');
    status.hidden = false;
    showProgress('Running…');
    for (const button of body.querySelectorAll('button')) button.disabled = true;
  }

  /** @param {string} sentence */
  function showProgress(sentence) {
    status.replaceChildren(seats(), element('span', { class: 'byline' }, sentence));
  }

  /** @param {string} sentence */
  function showRefusal(sentence) {
    settle();
    status.hidden = false;
    const words = element('div', { class: 'prose refusal' });
    createProse(words).update(forPage(sentence), plainReading);
    status.replaceChildren(icon('warning'), words);
    for (const button of body.querySelectorAll('button')) button.disabled = false;
  }

  /** @param {SaidReply} reply */
  function showReply({ text, pictures, files, buttons }) {
    settle();
    status.hidden = true;
    release();
    const prose = element('div', { class: 'prose' });
    createProse(prose).update(forPage(text), plainReading);
    linkCommands(prose);
    const nodes = [
      prose,
      ...pictures.map(({ alt, base64 }) =>
        element('img', { class: 'card-picture', alt, src: addressOf(base64, 'image/png') }),
      ),
      ...files.map(({ name, type, base64 }) =>
        element(
          'a',
          { class: 'card-file', download: name, href: addressOf(base64, type) },
          icon('sources'),
          element('span', { class: 'card-file-name' }, name),
          element('span', { class: 'card-file-size' }, sizeOf(Math.floor((base64.replaceAll('=', '').length * 3) / 4))),
        ),
      ),
    ];
    for (const row of Map.groupBy(buttons, (button) => button.row).values())
      nodes.push(element('div', { class: 'card-buttons' }, ...row.map(buttonOf)));
    body.replaceChildren(...nodes);
  }

  function settle() {
    node.setAttribute('aria-busy', 'false');
  }

  /** @param {CommandButton} button */
  function buttonOf(button) {
    return element(
      'button',
      { type: 'button', class: `press press-${button.style}`, onclick: () => actions.press(button) },
      button.label,
    );
  }

  /** A command that is named can be pressed. @param {HTMLElement} prose */
  function linkCommands(prose) {
    for (const code of prose.querySelectorAll(':not(pre) > code')) {
      const words = code.textContent ?? '';
      const command = words.startsWith('/') ? actions.find(words.slice(1)) : undefined;
      if (!command) continue;
      const link = element('button', { type: 'button', class: 'command-link', onclick: () => actions.open(command) });
      code.replaceWith(link);
      link.append(code);
    }
  }

  /** @param {string} base64 @param {string} type */
  function addressOf(base64, type) {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type }));
    addresses.push(address);
    return address;
  }

  /** Lets go of what it holds in memory. */
  function release() {
    for (const address of addresses) URL.revokeObjectURL(address);
    addresses = [];
  }
}

/** @param {OptionValues[string]} value */
function wordsOf(value) {
  if (typeof value === 'object') return value.name;
  const words = value === true ? 'yes' : String(value);
  return words.length > 60 ? `${words.slice(0, 58).trimEnd()}…` : words;
}
