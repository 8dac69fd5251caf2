/** Whose room this is, and whether a model can be reached. */

/** @import { ModelStatus, Room } from './exchange.d.ts' */

export function createRoomHeader() {
  // index.html has these, as what they are taken for here
  const status = /** @type {HTMLElement} */ (document.getElementById('status'));
  const samples = /** @type {HTMLElement} */ (document.querySelector('.samples'));
  return {
    showStatus,

    /** @param {Room} room */
    showRoom({ community, status: now }) {
      for (const node of document.querySelectorAll('.community-name')) node.textContent = community.name;
      for (const node of document.querySelectorAll('.community-subject')) node.textContent = community.subject;
      samples.hidden = !/nix/i.test(community.subject); // they ask what the starter pack answers
      document.title = `${community.name} · Quorum`;
      showStatus(now);
    },
  };

  /** @param {ModelStatus} now */
  function showStatus({ state, text }) {
    status.dataset.state = state;
    const words = status.querySelector('.status-words');
    if (words && words.textContent !== text) words.textContent = text;
  }
}
