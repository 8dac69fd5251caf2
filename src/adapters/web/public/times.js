/** Times as people say them: how long ago, and exactly where one looks closer. */
import { element } from './element.js';

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const absolute = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });

/** @param {string} iso */
export function timeOf(iso) {
  const at = new Date(iso);
  const words = ago(Date.now() - at.getTime()) ?? day.format(at);
  return element('time', { datetime: iso, title: absolute.format(at) }, words);
}

/** Undefined where nobody would count the days. @param {number} ms */
function ago(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes}\u00a0min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}\u00a0h ago`;
  const days = Math.floor(hours / 24);
  if (days > 30) return undefined;
  return days === 1 ? 'yesterday' : `${days}\u00a0days ago`;
}
