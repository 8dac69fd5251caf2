/** Acting on something where it stands: a command that runs, the form that it asks for, and what it said. */
import { createCommandForm } from './command-form.js';
import { getForm, postCommand } from './command-requests.js';
import { element } from './element.js';
import { createSaid } from './said.js';

/** @import { CommandButton, CommandForm, OptionValues } from './command-wire.d.ts' */

/**
 * @param {object} actions
 * @param {(sentence: string) => void} actions.announce
 * @param {() => void} actions.changed something was done, and is over
 */
export function createActing({ announce, changed }) {
  const buttons = element('div', { class: 'act-buttons' });
  const said = createSaid('act-said');
  const home = element('div', { class: 'act' }, said.node, buttons);
  said.node.hidden = true;
  /** @type {ReturnType<typeof createCommandForm> | undefined} */
  let form;

  return {
    node: home,
    buttons,
    run,
    openForm,
    showForm,
    say,
    /** What was said last is no good news. */
    warn() {
      said.node.dataset.how = 'wrong';
    },
    hush() {
      said.node.hidden = true;
    },
    isBusy: () => home.getAttribute('aria-busy') === 'true' || form !== undefined,
  };

  /** @param {string} command @param {OptionValues} options */
  async function run(command, options) {
    setBusy(true);
    const refusal = await send(command, options);
    setBusy(false);
    if (refusal !== undefined) say(refusal, 'wrong');
    else changed();
  }

  /** Resolves to what was wrong. @param {string} command @param {OptionValues} options */
  async function send(command, options) {
    const outcome = await postCommand(command, options, crypto.randomUUID());
    if (!outcome.isOk) return outcome.sentence;
    if ('text' in outcome.value) say(outcome.value.did ?? outcome.value.text, 'done');
    return undefined;
  }

  /** Opens what a command asks for, with what stands in it. @param {string} command @param {CommandButton['options']} given @param {{ title: string, submit: string }} words */
  async function openForm(command, given, words) {
    const outcome = await getForm(command, given);
    if (outcome.isOk)
      showForm({ ...outcome.value, description: '' }, given, words); // the title says it
    else say(outcome.sentence, 'wrong');
  }

  /** @param {CommandForm} command @param {CommandButton['options']} given @param {{ title: string, submit: string }} words */
  function showForm(command, given, words) {
    closeForm();
    said.node.hidden = true;
    const opened = createCommandForm(
      command,
      {
        async run(options) {
          const refusal = await send(command.name, { ...options, ...given });
          if (refusal !== undefined) return refusal;
          closeForm();
          changed();
          return undefined;
        },
        close() {
          closeForm();
          buttons.querySelector('button')?.focus();
        },
      },
      words,
    );
    form = opened;
    buttons.hidden = true;
    home.append(opened.node);
    opened.focus();
  }

  function closeForm() {
    form?.node.remove();
    form = undefined;
    buttons.hidden = false;
  }

  /** @param {string} sentence @param {'done' | 'wrong'} how */
  function say(sentence, how) {
    said.updateLines(sentence);
    said.node.hidden = false;
    said.node.dataset.how = how;
    announce(said.node.textContent ?? '');
  }

  /** @param {boolean} isBusy */
  function setBusy(isBusy) {
    home.setAttribute('aria-busy', String(isBusy));
    for (const button of buttons.querySelectorAll('button')) button.disabled = isBusy;
  }
}

/** @param {string} label @param {'plain' | 'good' | 'dangerous'} style @param {() => unknown} onclick @param {string} [name] what it is called for those who do not see where it stands */
export function press(label, style, onclick, name) {
  return element(
    'button',
    { type: 'button', class: `press press-${style}`, 'aria-label': name, onclick: () => void onclick() },
    label,
  );
}
