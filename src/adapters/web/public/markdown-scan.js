/** Where marks begin and end in a line of Markdown. Each look goes forward only, so that no text takes long. */

/** @param {string} text @param {number} from */
export function runAt(text, from) {
  let end = from;
  while (text[end] === text[from] && end < text.length) end++;
  return text.slice(from, end);
}

/** Where a run of exactly these characters begins. @param {string} text @param {number} from @param {string} run */
export function findRun(text, from, run) {
  const char = run[0] ?? '';
  for (let at = text.indexOf(char, from); at !== -1; ) {
    const here = runAt(text, at);
    if (here === run) return at;
    at = text.indexOf(char, at + here.length);
  }
  return -1;
}

/** Where the mark that opened closes again, outside code. @param {string} text @param {number} from @param {string} run */
export function findClose(text, from, run) {
  for (let at = from; at < text.length; ) {
    const char = text[at] ?? '';
    if (char === '\\') at += 2;
    else if (char === '`') {
      const mark = runAt(text, at);
      const close = findRun(text, at + mark.length, mark);
      if (close === -1) return findPlainClose(text, at + mark.length, run);
      at = close + mark.length;
    } else if (char === run[0]) {
      const here = runAt(text, at);
      if (here === run && at > from && closesAt(text, at, run)) return at;
      at += here.length;
    } else at++;
  }
  return -1;
}

/** As `findClose`, where no code can follow. @param {string} text @param {number} from @param {string} run */
function findPlainClose(text, from, run) {
  for (let at = findRun(text, from, run); at !== -1; at = findRun(text, at + run.length, run)) {
    if (closesAt(text, at, run)) return at;
  }
  return -1;
}

/** @param {string} text @param {number} at @param {string} run */
function closesAt(text, at, run) {
  return /\S/.test(text[at - 1] ?? ' ') && !(run[0] === '_' && /\w/.test(text[at + run.length] ?? ' '));
}

/** @param {RegExp} sticky @param {string} text @param {number} at */
export function matchAt(sticky, text, at) {
  sticky.lastIndex = at;
  return sticky.exec(text);
}
