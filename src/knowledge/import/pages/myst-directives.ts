/** The directives of MyST, ```` ```{note} ```` and `:::{tip}`, and what is left of each in plain Markdown. */
export interface Directive {
  indent: string;
  mark: string;
  name: string;
  /** What follows the name: a title, or a language. */
  argument: string;
}

export type Meaning =
  /** Code, with its language. */
  | { kind: 'code'; language: string; title: string }
  /** Markdown inside, under a title where it has one. */
  | { kind: 'content'; title: string }
  /** Nothing that a reader would miss. */
  | { kind: 'nothing' };

const opening = /^([ \t]*)(`{3,}|~{3,}|:{3,})[ \t]*\{([A-Za-z][\w:.+-]*)\}(.*)$/;

export function directiveOn(text: string): Directive | undefined {
  const [, indent = '', mark = '', name = '', argument = ''] = opening.exec(text) ?? [];
  return name === '' ? undefined : { indent, mark, name: name.toLowerCase(), argument: argument.trim() };
}

const codes = ['code-block', 'code', 'sourcecode', 'code-cell', 'parsed-literal', 'prompt', 'math', 'mermaid'];
const nothings = [
  ...['toctree', 'contents', 'tableofcontents', 'include', 'literalinclude', 'image', 'raw', 'eval-rst', 'index'],
  ...['bibliography', 'sectionauthor', 'codeauthor', 'meta', 'only', 'highlight', 'currentmodule', 'video', 'iframe'],
];
const named = new Map([
  ...['note', 'tip', 'hint', 'warning', 'important', 'caution', 'danger', 'attention', 'error'].map(titled),
  ['seealso', 'See also'],
  ['versionadded', 'Added in version'],
  ['versionchanged', 'Changed in version'],
  ['deprecated', 'Deprecated since version'],
]);

export function meaningOf({ name, argument }: Directive, caption: string): Meaning {
  if (nothings.includes(name)) return { kind: 'nothing' };
  if (codes.includes(name)) {
    const [language = '', ...title] = argument.split(/\s+/);
    const isItself = name === 'math' || name === 'mermaid';
    return { kind: 'code', language: isItself ? name : language, title: caption || title.join(' ') };
  }
  const title = named.get(name);
  if (title === undefined) return { kind: 'content', title: argument };
  return { kind: 'content', title: endsInVersion.test(title) ? `${title} ${argument}`.trimEnd() : title };
}

const endsInVersion = / version$/;

/** What stands beside `{note}` is its first line, not its title. */
export function firstLineOf({ name, argument }: Directive): string | undefined {
  const title = named.get(name);
  return argument === '' || title === undefined || endsInVersion.test(title) ? undefined : argument;
}

function titled(name: string): [string, string] {
  return [name, name.charAt(0).toUpperCase() + name.slice(1)];
}
