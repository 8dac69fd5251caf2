/** What the page asks of the server. Each resolves to what went wrong, as a sentence; `isAway` when nobody was there. */

/**
 * @template [Value=unknown]
 * @typedef {{ isOk: true, value: Value } | { isOk: false, isAway: boolean, sentence: string }} Outcome
 */

/**
 * @typedef {object} Wish What a question may be asked with.
 * @property {string | undefined} [role]
 * @property {string | undefined} [model]
 * @property {string | undefined} [followsId]
 * @property {boolean | undefined} [isPrivate] whether nobody else shall be told of it
 */

/** @param {Wish & { messageId: string, text: string }} question */
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

/**
 * @template Value
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<Outcome<Value>>}
 */
export async function send(method, path, body, signal) {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const value = response.status === 204 ? undefined : await response.json();
    if (response.ok) return { isOk: true, value };
    return { isOk: false, isAway: response.status >= 500, sentence: String(value.error) };
  } catch {
    return { isOk: false, isAway: true, sentence: 'Quorum cannot be reached just now.' };
  }
}
