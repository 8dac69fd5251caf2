/** What the page says in words of its own: labels, manners, waiting, and figures as people say them. */

/** @import { Answer, Exchange } from './exchange.d.ts' */

/** The label that an answer wears, with its drawing. @param {Answer} answer */
export function labelOf({ label, manner, standing }) {
  if (standing === 'denied') return { kind: 'denied', icon: 'warning', text: 'Members say that it is wrong' };
  if (label === 'fromSources' && manner !== 'generated')
    return { kind: 'sources', icon: 'sources', text: 'Quoted from sources' };
  switch (label) {
    case 'verified':
      return { kind: 'verified', icon: 'verified', text: 'Verified' };
    case 'approved':
      return { kind: 'approved', icon: 'approved', text: 'Approved by members' };
    case 'fromSources':
      return { kind: 'sources', icon: 'sources', text: 'Generated from sources' };
    case 'withoutSources':
      return { kind: 'unsourced', icon: 'unsourced', text: 'Generated without sources' };
    default:
      return { kind: 'unknown', icon: 'unsourced', text: 'Nothing known' };
  }
}

/** Who wrote it, or why nobody did. @param {Answer} answer */
export function bylineOf({ label, manner, writer, making }) {
  const took = duration(making.totalMs);
  if (manner === 'quoted')
    return `Quoted from ${label === 'verified' ? 'a verified entry' : 'an entry'}, word for word · ${took}`;
  if (manner === 'excerpts') return `Word for word; no model could answer · ${took}`;
  if (manner === 'unknown') return `No model could answer · ${took}`;
  return writer ? `${writer.role} · ${writer.model} · ${took}` : took;
}

/** What a question is waiting for. @param {Exchange} exchange */
export function waitingFor({ phase, place, route, model }) {
  const role = route ? `${route.role} · ` : '';
  switch (phase) {
    case 'sending':
      return 'Sending…';
    case 'unsent':
      return 'Not sent yet: Quorum cannot be reached. It goes out when the connection is back.';
    case 'searching':
      return 'Searching what we know…';
    case 'queued':
      if (place === 0) return `${role}next in line…`;
      return place === 1 ? '1 question ahead of you' : `${place} questions ahead of you`;
    case 'chosen':
      return `${role}looking for a model that is free…`;
    case 'starting':
      return `${role}${model} is loading…`;
    case 'writing':
      return `${role}${model ?? 'a model'} is writing…`;
    case 'left':
      return 'Interrupted. It will be taken up again in a moment…';
    default:
      return '';
  }
}

/** Who broke off and who went on; undefined where nobody did. @param {Exchange} exchange */
export function breakOf({ brokeOff, model, answer, phase }) {
  const names = listed([...new Set(brokeOff)]);
  if (answer) return afterAnswer(answer, names);
  if (names === '') return undefined;
  if (phase === 'refused' || phase === 'cancelled') return `${names} broke off.`;
  return model ? `${names} broke off; ${model} goes on.` : `${names} broke off; another model goes on.`;
}

/** What failed is known of every answer; who had begun to write, only while it is fresh. @param {Answer} answer @param {string} brokeOff */
function afterAnswer({ making, writer }, brokeOff) {
  const failed = listed([...new Set(making.failed.map((attempt) => attempt.model))]);
  if (failed === '') return undefined;
  if (!writer) return `${failed} could not answer.`;
  return brokeOff
    ? `${brokeOff} broke off; ${writer.model} went on.`
    : `${failed} could not answer; ${writer.model} did.`;
}

/** How well what is known matches the question. @param {number} confidence */
export function confidenceOf(confidence) {
  if (confidence >= 0.75) return 'a close match';
  if (confidence >= 0.4) return 'a fair match';
  return confidence > 0 ? 'a weak match' : 'no match';
}

/** The odds that each role had, the likeliest first. @param {Record<string, number>} odds */
export function oddsInWords(odds) {
  const sorted = Object.entries(odds).sort(([, a], [, b]) => b - a);
  return sorted.map(([role, chance]) => `${role} ${chanceOf(chance)}`).join(', ');
}

/** @param {number} chance */
function chanceOf(chance) {
  if (chance >= 0.7) return 'very likely';
  if (chance >= 0.45) return 'likely';
  if (chance >= 0.2) return 'possible';
  return chance >= 0.08 ? 'unlikely' : 'very unlikely';
}

/** @param {number} ms */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)}\u00a0ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)}\u00a0s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** @param {number} share */
export function percent(share) {
  return `${Math.round(share * 100)}\u00a0%`;
}

/** @param {number} bytes */
export function sizeOf(bytes) {
  if (bytes < 1000) return `${bytes}\u00a0bytes`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)}\u00a0kB`;
  return `${Number((bytes / 1e6).toFixed(1))}\u00a0MB`;
}

/** @param {string[]} names */
function listed(names) {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
