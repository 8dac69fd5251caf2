/**
 * Markdown as a person would like to read it in a chat: without comments, labels and the directives of MyST, links with
 * their addresses. Code is left as it is. One pass over the lines for each of these.
 */
import { closesFence, createFenceTracker, type Fence, leavesFence, openingFence } from './fence.ts';
import { isBlank, type Line } from './line.ts';
import { type Directive, directiveOn, firstLineOf, meaningOf } from './myst-directives.ts';
import { referenceOn, withAddresses, withoutRoles } from './myst-inline.ts';
import { withoutComments } from './without-comments.ts';

/** Directives within directives; deeper ones stay as they are written. */
const deepest = 64;

/** A directive whose end has not come yet. */
interface Open {
  mark: string;
  kind: 'code' | 'content' | 'nothing';
  /** What ends it in the Markdown that comes out. */
  closing: string;
}

export function reduceMarkdown(source: readonly Line[]): Line[] {
  return reduceLines(reduceDirectives(withoutComments(source)));
}

function reduceDirectives(lines: readonly Line[]): Line[] {
  const reduced: Line[] = [];
  let open: Open[] = [];
  let fence: Fence | undefined;
  let label: string | undefined;
  let waiting: { directive: Directive; caption: string; number: number } | undefined;
  for (const line of lines) {
    if (waiting) {
      // The lines after a directive that look like `:caption: default.nix` are its options.
      const [, option, value = ''] = /^[ \t]*:([\w-]+):(.*)$/.exec(line.text) ?? [];
      if (option === 'caption') waiting.caption = value.trim();
      if (option !== undefined) continue;
      begin(waiting.directive, waiting.caption, waiting.number);
      waiting = undefined;
    }
    take(line);
  }
  if (waiting) begin(waiting.directive, waiting.caption, waiting.number);
  end(0, lines.at(-1)?.number ?? 1);
  return reduced;

  function take(line: Line) {
    if (fence && leavesFence(line.text, fence)) fence = undefined;
    if (fence) {
      if (closesFence(line.text, fence)) fence = undefined;
      reduced.push(line);
      return;
    }
    const closed = closedBy(line.text, open);
    if (closed !== undefined) return end(closed, line.number);
    const inner = open.at(-1);
    if (inner && inner.kind !== 'content') {
      if (inner.kind === 'code') reduced.push(line);
      return;
    }
    const directive = open.length < deepest ? directiveOn(line.text) : undefined;
    if (directive) waiting = { directive, caption: '', number: line.number };
    else takeMarkdown(line);
  }

  function takeMarkdown(line: Line) {
    const [, found] = /^\(([^()\s]+)\)=[ \t]*$/.exec(line.text) ?? [];
    if (found !== undefined) label = found;
    else if (!/^(?:% |\+\+\+)/.test(line.text)) {
      fence = openingFence(line.text);
      reduced.push(label === undefined || isBlank(line.text) ? line : { ...line, label });
      if (!isBlank(line.text)) label = undefined;
    }
  }

  function begin(directive: Directive, caption: string, number: number) {
    const meaning = meaningOf(directive, caption);
    const { indent, mark } = directive;
    const write = (text: string) => reduced.push({ text: text === '' ? '' : indent + text, number });
    write('');
    const title = meaning.kind === 'nothing' ? '' : meaning.title;
    if (title !== '') for (const text of [`**${title}**`, '']) write(text);
    const first = firstLineOf(directive);
    if (first !== undefined) write(first);
    // Code within colons may hold a fence of three backticks.
    const outside = mark.startsWith(':') ? '````' : mark;
    if (meaning.kind === 'code') write(outside + meaning.language);
    open.push({ mark, kind: meaning.kind, closing: meaning.kind === 'code' ? indent + outside : '' });
  }

  function end(index: number, number: number) {
    for (const { closing } of open.slice(index).reverse()) reduced.push({ text: closing, number });
    open = open.slice(0, index);
  }
}

/** Which of the open directives a line of marks ends, with all in it: one of that length, or else the innermost. */
function closedBy(text: string, open: readonly Open[]): number | undefined {
  const [, marks] = /^[ \t]*(:{3,}|`{3,}|~{3,})[ \t]*$/.exec(text) ?? [];
  if (marks === undefined) return undefined;
  const inner = open.at(-1);
  const isOpaque = inner !== undefined && inner.kind !== 'content';
  const same = isOpaque ? -1 : open.findLastIndex(({ mark }) => mark === marks);
  if (same >= 0) return same;
  return inner && marks.startsWith(inner.mark) ? open.length - 1 : undefined;
}

/** Roles, and links whose addresses stand elsewhere. */
function reduceLines(lines: readonly Line[]): Line[] {
  const references = new Map<string, string>();
  const spotOf = createFenceTracker();
  const marked = lines.map((line) => {
    const isCode = spotOf(line.text) !== 'outside';
    const reference = isCode ? undefined : referenceOn(line.text);
    if (reference && !references.has(reference[0])) references.set(...reference);
    return { line, isCode, isReference: reference !== undefined };
  });
  return marked
    .filter(({ isReference }) => !isReference)
    .map(({ line, isCode }) => (isCode ? line : { ...line, text: withAddresses(withoutRoles(line.text), references) }));
}
