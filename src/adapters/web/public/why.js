/** Why an answer is as it is: who was chosen, what was found, what failed, how long each step took. */
import { element } from './element.js';
import { confidenceOf, duration, oddsInWords } from './words.js';

/** @import { Answer } from './exchange.d.ts' */

/** @param {Answer} answer */
export function whyFacts({ route, writer, confidence, making, manner }) {
  const { retrieveMs, totalMs, searchTimedOut, failed, generation } = making;
  const facts = element('dl', { class: 'facts' });
  /** @param {string} name @param {...string} values */
  const add = (name, ...values) => {
    facts.append(element('dt', {}, name), ...values.map((value) => element('dd', {}, value)));
  };

  if (route) add('Role', `${route.role}. ${route.why}`);
  else if (manner === 'quoted') add('Role', 'None: a verified entry asks the same question, so its answer was quoted.');
  if (route) add('Odds', oddsInWords(route.odds));
  if (writer) add('Written by', `${writer.model} on ${writer.host}, as ${writer.version}`);
  add('Found', `${confidenceOf(confidence)}${searchTimedOut ? '; the search was cut short' : ''}`);
  if (failed.length > 0)
    add(
      'Did not answer',
      ...failed.map(({ model, message }) => (message.includes(model) ? message : `${model}: ${message}`)),
    );
  const steps = [`search ${duration(retrieveMs)}`];
  if (generation?.loadMs) steps.push(`loading ${duration(generation.loadMs)}`);
  if (generation?.firstTextMs !== undefined) steps.push(`first word after ${duration(generation.firstTextMs)}`);
  add('Time', `${steps.join(', ')}; ${duration(totalMs)} in all`);
  if (generation?.stopped === 'length') add('Length', 'It reached the longest answer that this role may give.');
  if (generation?.stopped === 'loop') add('Length', 'It began to repeat itself and was stopped there.');
  return facts;
}
