/** The list that opens while a slash is typed: it says what there is, and hands on what was chosen. */
import { element } from './element.js';
import { findCommands } from './find-commands.js';

/** @import { CommandForm } from './command-wire.d.ts' */

/**
 * @param {HTMLTextAreaElement} field where the slash is typed
 * @param {HTMLElement} home
 * @param {object} actions
 * @param {() => readonly CommandForm[]} actions.commands
 * @param {(command: CommandForm, rest: string) => void} actions.choose
 * @param {(sentence: string) => void} actions.announce
 */
export function createCommandMenu(field, home, { commands, choose, announce }) {
  const list = element('ul', { class: 'command-list', id: 'command-list', role: 'listbox', 'aria-label': 'Commands' });
  const menu = element('div', { class: 'command-menu', hidden: true }, list);
  home.append(menu);
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);

  /** @type {ReturnType<typeof findCommands>} */
  let found = [];
  let at = 0;
  /** What was typed when the list was sent away: it comes back when something else is typed. */
  let sentAway = '';

  field.addEventListener('input', update);
  field.addEventListener('focus', update);
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (menu.hidden || event.isComposing) return;
    const act = keys[event.key];
    if (!act || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // Enter would ask, and Escape would stop a question
    event.stopPropagation();
    act();
  });
  // a press would take the focus from the field, and close the list before the click
  menu.addEventListener('pointerdown', (event) => event.preventDefault());

  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => point((at + 1) % found.length),
    ArrowUp: () => point((at + found.length - 1) % found.length),
    Home: () => point(0),
    End: () => point(found.length - 1),
    Enter: () => take(at),
    Tab: () => take(at),
    Escape() {
      sentAway = field.value;
      close();
    },
  };

  return { update };

  function update() {
    const before = found.map(({ command }) => command.name).join();
    const wasOpen = !menu.hidden;
    found = field.value === sentAway ? [] : findCommands(commands(), field.value);
    if (field.value !== sentAway) sentAway = '';
    if (found.length === 0) return close();
    menu.hidden = false;
    if (wasOpen && before === found.map(({ command }) => command.name).join()) return;
    list.replaceChildren(...found.map(({ command }, index) => optionOf(command, index)));
    point(0);
    announce(
      found.length === 1 ? '1 command. Enter takes it.' : `${found.length} commands. Arrows choose, Enter takes.`,
    );
  }

  function close() {
    menu.hidden = true;
    field.removeAttribute('aria-activedescendant');
  }

  /** @param {CommandForm} command @param {number} index */
  function optionOf({ name, description }, index) {
    return element(
      'li',
      { class: 'command-option', role: 'option', id: `command-${index}`, onclick: () => take(index) },
      element('span', { class: 'command-name' }, `/${name}`),
      element('span', { class: 'command-description' }, description),
    );
  }

  /** @param {number} index */
  function point(index) {
    at = index;
    for (const [each, option] of [...list.children].entries())
      option.setAttribute('aria-selected', String(each === at));
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', `command-${at}`);
  }

  /** @param {number} index */
  function take(index) {
    const taken = found[index];
    close();
    if (taken) choose(taken.command, taken.rest);
  }
}
