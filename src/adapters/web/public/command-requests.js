/** What the page asks of the server about commands. What was wrong comes back as a sentence. */
import { send } from './requests.js';

/** @import { CommandForm, CommandReply, OptionValues, Suggestion } from './command-wire.d.ts' */
/** @import { Outcome } from './requests.js' */

/** @returns {Promise<Outcome<CommandForm[]>>} */
export function getCommands() {
  return send('GET', '/api/commands');
}

/** @param {string} name @param {OptionValues} options @param {string} runId under which it is told how far it is @returns {Promise<Outcome<CommandReply>>} */
export function postCommand(name, options, runId) {
  return send('POST', `/api/commands/${encodeURIComponent(name)}`, { runId, options });
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
