/** What the page asks of the server about commands. What was wrong comes back as a sentence. */
import { send } from './requests.js';

/** @import { CommandButton, CommandForm, CommandReply, OptionValues, Suggestion } from './command-wire.d.ts' */
/** @import { Outcome } from './requests.js' */

/** @returns {Promise<Outcome<CommandForm[]>>} */
export function getCommands() {
  return send('GET', '/api/commands');
}

/** @param {string} name @param {OptionValues} options @param {string} runId under which it is told how far it is @returns {Promise<Outcome<CommandReply>>} */
export function postCommand(name, options, runId) {
  return send('POST', `/api/commands/${encodeURIComponent(name)}`, { runId, options });
}

/** The form of a command of which some is given already. @param {string} name @param {CommandButton['options']} given @returns {Promise<Outcome<CommandForm>>} */
export function getForm(name, given) {
  const query = new URLSearchParams(Object.entries(given).map(([option, value]) => [`with.${option}`, String(value)]));
  return send('GET', `/api/commands/${encodeURIComponent(name)}/form?${query}`);
}

/**
 * @param {string} name
 * @param {string} option
 * @param {string} typed
 * @param {Record<string, string>} others what was given to the other options so far
 * @param {AbortSignal} signal
 * @returns {Promise<Outcome<Suggestion[]>>}
 */
export function getSuggestions(name, option, typed, others, signal) {
  const query = new URLSearchParams({ option, typed });
  for (const [other, value] of Object.entries(others)) query.set(`with.${other}`, value);
  return send('GET', `/api/commands/${encodeURIComponent(name)}/suggest?${query}`, undefined, signal);
}
