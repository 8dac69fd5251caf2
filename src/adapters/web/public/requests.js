/** What the page asks of the server. Each resolves to what went wrong, as a sentence; `isAway` when nobody was there. */

/** @typedef {{ isOk: true } | { isOk: false, isAway: boolean, sentence: string }} Outcome */

/** @param {{ messageId: string, text: string, role?: string | undefined, followsId?: string | undefined }} question */
export function postQuestion(question) {
  return send('POST', '/api/questions', question);
}

/** @param {string} messageId */
export function stopQuestion(messageId) {
  return send('DELETE', `/api/questions/${encodeURIComponent(messageId)}`);
}

/** @param {string} answerId @param {number} value */
export function putVote(answerId, value) {
  return send('PUT', `/api/answers/${encodeURIComponent(answerId)}/vote`, { value });
}

/** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<Outcome>} */
async function send(method, path, body) {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.ok) return { isOk: true };
    const { error } = await response.json();
    return { isOk: false, isAway: response.status >= 500, sentence: String(error) };
  } catch {
    return { isOk: false, isAway: true, sentence: 'Quorum cannot be reached just now.' };
  }
}
