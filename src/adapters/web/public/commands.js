/** Commands on the page: the list that a slash opens, the form of the one that is chosen, and the cards of what they said. */
import { createCommandCard } from './command-card.js';
import { createCommandForm } from './command-form.js';
import { createCommandMenu } from './command-menu.js';
import { getCommands, getForm, postCommand } from './command-requests.js';
import { forPage } from './command-text.js';
import { spoken } from './spoken.js';

/** @import { CommandButton, CommandForm, CommandReply, OptionValues } from './command-wire.d.ts' */
/** @typedef {ReturnType<typeof createCommandCard>} Card */
/** @typedef {Extract<CommandReply, { question: object }>['question']} Question */

/**
 * @param {HTMLFormElement} composer
 * @param {object} actions
 * @param {(question: Question) => void} actions.ask
 * @param {(sentence: string) => void} actions.announce
 * @param {(isNew: boolean) => void} actions.changed the cards are others than before, or one of them has changed
 * @param {() => void} actions.focusComposer
 */
export function createCommands(composer, { ask, announce, changed, focusComposer }) {
  // in index.html it is a textarea
  const field = /** @type {HTMLTextAreaElement} */ (composer.elements.namedItem('question'));
  /** @type {CommandForm[]} */
  let known = [];
  /** @type {Card[]} */
  let cards = [];
  /** @type {ReturnType<typeof createCommandForm> | undefined} */
  let form;
  /** Where it is shown how far commands are, by the id of their run. @type {Map<string, (sentence: string) => void>} */
  const running = new Map();
  let isLoading = false;

  const menu = createCommandMenu(field, composer, { commands: () => known, choose, announce });
  field.addEventListener('input', () => {
    if (field.value.startsWith('/') && known.length === 0) void load();
  });
  void load();

  return {
    cards: () => cards,
    openForm,
    /** @param {string} runId @param {string} sentence */
    showProgress: (runId, sentence) => running.get(runId)?.(spoken(sentence)),
  };

  /** @param {string} name @param {OptionValues} options @param {(sentence: string) => void} showProgress */
  async function run(name, options, showProgress) {
    const runId = crypto.randomUUID();
    running.set(runId, showProgress);
    const outcome = await postCommand(name, options, runId);
    running.delete(runId);
    return outcome;
  }

  async function load() {
    if (isLoading) return;
    isLoading = true;
    const outcome = await getCommands();
    isLoading = false;
    if (!outcome.isOk) return;
    known = outcome.value;
    if (document.activeElement === field) menu.update();
  }

  /** @param {CommandForm} command @param {string} rest */
  function choose(command, rest) {
    field.value = '';
    field.dispatchEvent(new Event('input'));
    open(command, rest);
  }

  /** @param {CommandForm} command */
  function open(command, rest = '') {
    closeForm();
    if (command.options.length === 0) return void runInCard(command.name, {});
    showForm(command, {}).fill(rest);
  }

  /** Asks for what its form asks for, and adds what is given. @param {string} name @param {CommandButton['options']} given @param {Card} [card] that what it says is shown in */
  async function openForm(name, given, card) {
    const outcome = await getForm(name, given);
    closeForm();
    if (outcome.isOk) return void showForm(outcome.value, given, card);
    show(card ?? addCard(name, { ...given }), outcome);
  }

  /** @param {CommandForm} command @param {CommandButton['options']} given @param {Card} [card] */
  function showForm(command, given, card) {
    const opened = createCommandForm(command, {
      run: (options) => runFromForm(command.name, { ...options, ...given }, card),
      close() {
        closeForm();
        focusComposer();
      },
    });
    form = opened;
    composer.hidden = true;
    composer.after(opened.node);
    opened.focus();
    return opened;
  }

  function closeForm() {
    form?.node.remove();
    form = undefined;
    composer.hidden = false;
  }

  /** Keeps the form while it is refused, so that it can be put right. @param {string} name @param {OptionValues} options @param {Card} [card] */
  async function runFromForm(name, options, card) {
    const sent = form;
    const outcome = await run(name, options, (sentence) => sent?.showProgress(sentence));
    const isStillOpen = form === sent;
    if (!outcome.isOk && isStillOpen) return outcome.sentence;
    if (isStillOpen) {
      closeForm();
      focusComposer();
    }
    if (outcome.isOk && 'question' in outcome.value) ask(outcome.value.question);
    else show(card ?? addCard(name, options), outcome);
    return undefined;
  }

  /** @param {string} name @param {OptionValues} options */
  async function runInCard(name, options, card = addCard(name, options)) {
    card.showBusy();
    changed(false);
    const outcome = await run(name, options, card.showProgress);
    if (!outcome.isOk || !('question' in outcome.value)) return show(card, outcome);
    remove(card);
    ask(outcome.value.question);
  }

  /** @param {Card} card @param {Awaited<ReturnType<typeof postCommand>>} outcome */
  function show(card, outcome) {
    if (!cards.includes(card)) return; // closed in the meantime
    if (!outcome.isOk) card.showRefusal(outcome.sentence);
    else if ('text' in outcome.value) card.showReply(outcome.value);
    const text = outcome.isOk && 'text' in outcome.value ? outcome.value.text : '';
    announce(outcome.isOk ? `/${card.name}: ${spoken(forPage(text))}` : outcome.sentence);
    changed(card === cards.at(-1));
  }

  /** @param {string} name @param {OptionValues} options @returns {Card} */
  function addCard(name, options) {
    const card = createCommandCard(name, options, {
      press: (button) => press(card, button),
      find: (wanted) => known.find((command) => command.name === wanted),
      open,
      close() {
        remove(card);
        focusComposer();
      },
    });
    cards = [...cards, card];
    changed(true);
    return card;
  }

  /** A card's button that runs the same command again turns the card, as one turns a page. @param {Card} card @param {CommandButton} button */
  function press(card, { command, options, opensForm }) {
    if (opensForm) return void openForm(command, options, command === card.name ? card : undefined);
    if (command !== card.name) return void runInCard(command, { ...options });
    card.showGiven(options);
    card.node.focus({ preventScroll: true }); // the button goes away
    void runInCard(command, { ...options }, card);
  }

  /** @param {Card} card */
  function remove(card) {
    card.release();
    cards = cards.filter((each) => each !== card);
    changed(false);
  }
}
