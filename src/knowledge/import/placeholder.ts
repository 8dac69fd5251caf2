/**
 * Why a text is no answer but stands where one should be: a note to write it, an empty form, the question again, or a
 * model's refusal. Undefined for everything else; words such as `TODO` are welcome in honest answers.
 */
export function placeholderIn(title: string, text: string): string | undefined {
  if (text.length <= title.length * 2 && repeats(title, text))
    return 'The text only repeats the question; an answer was expected.';
  if (bareOf(text.slice(0, 40)).startsWith('lorem ipsum'))
    return 'The text is filler (“lorem ipsum”); an answer was expected.';
  if (text.length > longest) return undefined;
  const bare = bareOf(text);
  // Other signs, such as `/` or `;`, may be what was asked for.
  if (/^[\s.…?!_*–—-]+$/u.test(text)) return 'The text is punctuation alone; an answer was expected.';
  if (note.test(bare) && !asksAboutNotes.test(title))
    return 'The text is a note that an answer is still to be written.';
  if (isForm(text.trim())) return 'The text is an empty form such as “[your answer here]”; an answer was expected.';
  if (isRefusal(bare, text)) return 'The text is a model’s refusal; an answer was expected.';
  return undefined;
}

/** What is longer says something. */
const longest = 600;

/** On one line, in small letters, without decoration around it. Code keeps its backticks: `TODO` may be an answer. */
function bareOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’]/gu, "'")
    .replace(/\s+/gu, ' ')
    .replace(/^(?:a(?:nswer)?:)?[^\p{Letter}\p{Number}`]+/u, '')
    .replace(/[^\p{Letter}\p{Number}`]*$/u, '');
}

function repeats(title: string, text: string): boolean {
  const asked = wordsIn(title);
  return asked.length > 1 && asked.join(' ') === wordsIn(text).join(' ');
}

function wordsIn(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{Letter}\p{Mark}\p{Number}]+/gu) ?? []
  );
}

const re = String.raw;

const note = new RegExp(
  [
    re`^(?:to ?do|tbd|tba|tbc|wip|fixme|xxx+|n/?a|not applicable|no answer(?: yet)?|unanswered|asdf+)$`,
    re`^(?:coming soon|to be (?:done|defined|determined|announced|written|added)|work in progress|placeholder)$`,
    re`^(?:todo|fixme|tbd)(?: ?[:(-].{0,80}| (?:write|add|fill|answer|explain|describe|document|ask)\b.{0,60})$`,
  ].join('|'),
  'u',
);
const asksAboutNotes = /\b(?:todo|tbd|tba|tbc|wip|fixme|xxx|n\/a|placeholders?)\b/iu;

/** Brackets around all of it, and in them the words of a form. */
function isForm(text: string): boolean {
  return (
    /^[*_"“]*(?:\[.{1,80}\]|<.{1,80}>|\{\{.{1,80}\}\})[*_"”.]*$/u.test(text) &&
    /\b(?:answers?|reply|response|solution|insert|your|fill|placeholder|todo|tbd|goes here)\b/iu.test(text) &&
    !text.includes('://')
  );
}

/** What models say of themselves before they refuse, in the first person: an AI researcher does not go on like this. */
const asModel = [
  re`(?:as|i'm|i am) (?:just |only )?an? (?:ai|artificial intelligence|large)(?: language)?` +
    re`(?: (?:model|assistant|chatbot|system))?(?: (?:developed|trained|created|made) by \w+)?,? (?:i|and|my)\b`,
  re`as an? language model,? i\b`,
  re`als (?:eine? )?(?:großes )?(?:ki|sprachmodell|künstliche intelligenz)[\w -]{0,40},? (?:kann|habe|bin|darf) ich\b`,
  re`en tant qu(?:e modèle de langage|e modèle d'ia|'ia|'assistant|'intelligence artificielle)[^.]{0,40},? je\b`,
  re`como (?:un )?(?:modelo de lenguaje|modelo de ia|ia|inteligencia artificial|asistente)[^.]{0,40},? (?:no|yo)\b`,
];

const apology =
  re`(?:(?:i'm|i am|we're) )?(?:(?:very|so|really|truly) )?(?:sorry|afraid)` + re`|(?:my )?apolog\w+|unfortunately`;
const cannot = re`i(?:'m| am)? ?(?:can't|cannot|can not|won't|unable to|not able to)`;
const serve = re`(?:help|assist|provide|answer|comply|fulfil+|discuss|generate|engage|browse|do that)`;

const refusals = [
  re`(?:(?:${apology}),?(?: but)? )?${cannot}[\w ,-]{0,30}?\b${serve}\b`,
  re`(?:es )?tut mir (?:sehr )?leid,? (?:aber )?` +
    re`(?:ich (?:kann|darf)|(?:dabei|damit|das) (?:kann|darf) ich)\b.{0,80}\bnicht`,
  re`(?:je suis )?désolée?,? (?:mais )?je ne (?:peux|suis|puis) pas\b.{0,30}\b(?:aider|répondre|fournir|mesure)`,
  re`lo siento,? (?:pero )?no puedo (?:ayudar|responder|proporcionar|cumplir|asistir|generar)`,
];

const opensWithRefusal = new RegExp(`^(?:${[...asModel, ...refusals].join('|')})`, 'u');
const smallTalk = /^(?:(?:great|good) question|thanks for asking|hello|hi|hmm|oh|well|sure)[!.,]* /u;

/** It opens with the refusal and names no command or page: who says sorry and then helps has answered. */
function isRefusal(bare: string, text: string): boolean {
  return opensWithRefusal.test(bare.replace(smallTalk, '')) && !/`|https?:\/\//u.test(text);
}
