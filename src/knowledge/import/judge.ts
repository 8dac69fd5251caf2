import { cleanText, cleanTitle } from './clean-text.ts';
import type { Draft, Refusal, Rule } from './draft.ts';
import { placeholderIn } from './placeholder.ts';
import { findSecrets, maskSecrets } from './secrets.ts';

/** The longest text that becomes one entry. */
export const longestEntry = 32_000;

export type Judgement = { draft: Draft; notes: string[] } | { refusal: Refusal };

/** Cleans a draft and decides whether it may become an entry. Notes say what was taken out of it. */
export function judge(found: Draft): Judgement {
  const draft = { ...found, title: cleanTitle(found.title), text: cleanText(found.text) };
  const refuse = (rule: Rule, why: string): Judgement => ({ refusal: { at: draft.at, rule, why } });

  const empty = whyEmpty(draft);
  if (empty !== undefined) return refuse('empty', empty);

  // Bad examples may be bad.
  const placeholder = draft.standing === 'denied' ? undefined : placeholderIn(draft.title, draft.text);
  if (placeholder !== undefined) return refuse('placeholder', placeholder);

  const kinds = secretsOf(draft);
  if (kinds.length > 0 && draft.kind === 'pair') {
    return refuse('secret', `The pair holds ${listed(kinds)}; take it out, and change it where it is used.`);
  }

  const safe = kinds.length > 0 ? withoutSecrets(draft) : draft;
  const length = Math.max(safe.title.length, safe.text.length);
  if (length > longestEntry) {
    return refuse('too-long', `The text has ${length} characters; at most ${longestEntry} were expected. Split it.`);
  }
  return { draft: safe, notes: kinds.map((kind) => `${draft.at.file}:${draft.at.line}: ${kind} was removed.`) };
}

function whyEmpty({ kind, title, text }: Draft): string | undefined {
  if (text === '') return kind === 'pair' ? 'The answer is empty.' : 'The passage is empty.';
  if (kind === 'pair' && !/[\p{Letter}\p{Number}\p{Symbol}]/u.test(title)) return 'The question is empty.';
  return undefined;
}

/** What kinds of secrets it holds, each as often as it does; never the secrets themselves. */
function secretsOf({ title, text, url = '' }: Draft): string[] {
  return [title, text, url].flatMap((part) => findSecrets(part).map(({ kind }) => kind));
}

function withoutSecrets(draft: Draft): Draft {
  const { url, ...rest } = draft;
  const masked = { ...rest, title: maskSecrets(rest.title).text, text: maskSecrets(rest.text).text };
  return url === undefined || findSecrets(url).length > 0 ? masked : { ...masked, url };
}

function listed(kinds: string[]): string {
  const different = [...new Set(kinds)];
  const last = different.pop();
  return different.length === 0 ? `${last}` : `${different.join(', ')} and ${last}`;
}
