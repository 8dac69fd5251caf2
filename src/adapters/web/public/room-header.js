/** Whose room this is, and whether a model can be reached. */

/** @import { ModelStatus, Room } from './exchange.d.ts' */

export function createRoomHeader() {
  // every page has it
  const status = /** @type {HTMLElement} */ (document.getElementById('status'));
  // the room's page alone has samples
  const samples = /** @type {HTMLElement | null} */ (document.querySelector('.samples'));
  return {
    showStatus,

    /** @param {Room} room */
    showRoom({ community, status: now }) {
      for (const node of document.querySelectorAll('.community-name')) node.textContent = community.name;
      for (const node of document.querySelectorAll('.community-subject')) node.textContent = community.subject;
      if (samples) samples.hidden = !/nix/i.test(community.subject); // they ask what the starter pack answers
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
