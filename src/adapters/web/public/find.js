/** Elements that a page's own HTML has. */

/** @param {string} id */
export function find(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`The page has no #${id}.`);
  return node;
}
