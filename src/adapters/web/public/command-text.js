/** A command's Markdown as the page reads it: every line on its own, and rooms and roles, which lead nowhere here, by their names. */

/** @param {string} text */
export function forPage(text) {
  /** @type {string | undefined} */
  let fence;
  const lines = text.split('\n').map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined && mark === undefined) return `${line.replace(placeLink, '$1')}  `;
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence)) fence = undefined;
    return line;
  });
  return lines.join('\n');
}

const placeLink = /\[((?:\\.|[^\]\\])*)\]\((?:room|role):[^)\s]*\)/g;
