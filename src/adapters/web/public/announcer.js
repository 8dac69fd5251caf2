/** Says to those who listen what others see: a place in the queue, a finished answer; never every word as it is written. */
import { spoken } from './spoken.js';
import { labelOf } from './words.js';

/** @import { RoomEvent } from './exchange.d.ts' */

/** @param {HTMLElement} region */
export function createAnnouncer(region) {
  /** @param {string | RoomEvent} what */
  return (what) => {
    region.textContent = typeof what === 'string' ? what : sentenceOf(what);
  };
}

/** @param {RoomEvent} event */
function sentenceOf(event) {
  switch (event.type) {
    case 'queued':
      return event.place === 0 ? '' : `Questions ahead of yours: ${event.place}.`;
    case 'answered':
      return `Answered. ${labelOf(event.answer).text}. ${spoken(event.answer.text)}`;
    case 'refused':
      return event.sentence;
    default:
      return '';
  }
}
