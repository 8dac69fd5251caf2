/** The form of one command, made from its options; it stands where one asks until it is sent or closed. */
import { createField, givenIn, mistakeOf } from './command-fields.js';
import { getSuggestions } from './command-requests.js';
import { element } from './element.js';
import { icon } from './icons.js';

/** @import { CommandForm, OptionValues } from './command-wire.d.ts' */

let made = 0;

/**
 * @param {CommandForm} command
 * @param {object} actions
 * @param {(options: OptionValues) => Promise<string | undefined>} actions.run resolves to what was wrong, where it was refused
 * @param {() => void} actions.close
 * @param {{ title: string, submit: string }} [words] what it is called, where that is not its command's name
 */
export function createCommandForm(command, { run, close }, words = { title: `/${command.name}`, submit: 'Run' }) {
  const title = element('p', { class: 'command-title', id: `command-title-${++made}` }, words.title);
  const fields = command.options.map((option) =>
    createField(option, async (typed, signal) => {
      const found = await getSuggestions(command.name, option.name, typed, givenBeside(option.name), signal);
      return found.isOk ? found.value : [];
    }),
  );
  const error = element('p', { class: 'field-error', role: 'alert', hidden: true });
  const progress = element('p', { class: 'command-progress', role: 'status' });
  const submit = element('button', { type: 'submit', class: 'send' }, words.submit);
  const cancel = element('button', { type: 'button', class: 'quiet', onclick: close }, icon('close'), 'Cancel');
  const node = element(
    'form',
    { class: 'composer command-form', 'aria-labelledby': title.id, novalidate: true },
    element(
      'div',
      { class: 'command-head' },
      title,
      element('p', { class: 'command-description' }, command.description),
    ),
    element('div', { class: 'fields' }, ...fields.map((field) => field.node)),
    error,
    element('div', { class: 'command-row' }, progress, cancel, submit),
  );
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!submit.disabled) void send();
  });
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation(); // it would stop a question, too
    close();
  });

  return {
    node,
    /** How far the command is, while it runs. @param {string} sentence */
    showProgress(sentence) {
      progress.textContent = sentence;
    },
    focus: () => (fields.find(({ control }) => control.value === '') ?? fields[0])?.control.focus(),

    /** Puts what was typed after the command's name into its first text. @param {string} text */
    fill(text) {
      const first = fields.find(({ option }) => option.kind === 'text');
      if (first && text !== '') first.control.value = text;
    },
  };

  async function send() {
    for (const field of fields) field.showError(mistakeOf(field));
    if (focusFirstMistake()) return;
    setBusy(true);
    const values = await Promise.all(
      fields.map(async (field) => /** @type {const} */ ([field.option.name, await givenIn(field)])),
    );
    /** @type {OptionValues} */
    const options = {};
    for (const [name, value] of values) if (value !== undefined) options[name] = value;
    const refusal = await run(options);
    setBusy(false);
    if (refusal !== undefined) showRefusal(refusal);
  }

  /** What begins with an option's name stands beside it, everything else below them all. @param {string} refusal */
  function showRefusal(refusal) {
    const others = refusal.split('\n').filter((line) => {
      const named = /^`([^`]+)` /.exec(line);
      const field = fields.find(({ option }) => option.name === named?.[1]);
      field?.showError(plainLine(line.slice(named?.[0].length)));
      return field === undefined;
    });
    error.hidden = others.length === 0;
    error.textContent = others.map(plainLine).join(' ');
    focusFirstMistake();
  }

  function focusFirstMistake() {
    const wrong = fields.find(({ control }) => control.getAttribute('aria-invalid') === 'true');
    wrong?.control.focus();
    return wrong !== undefined;
  }

  /** @param {boolean} isBusy */
  function setBusy(isBusy) {
    submit.disabled = isBusy;
    submit.textContent = isBusy ? 'Running…' : words.submit;
    node.setAttribute('aria-busy', String(isBusy));
    progress.textContent = '';
    if (isBusy) error.hidden = true;
  }

  /** @param {string} name */
  function givenBeside(name) {
    const others = fields.filter(({ option, control }) => option.name !== name && control.value !== '');
    return Object.fromEntries(
      others.flatMap(({ option, control }) => (option.kind === 'file' ? [] : [[option.name, control.value]])),
    );
  }
}

/** A line of Markdown where nothing is formatted: without escapes and marks of code. @param {string} line */
function plainLine(line) {
  const words = line.replace(/\\([!-/:-@[-`{-~])|`/g, (_, escaped = '') => escaped);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
