/** Writes Markdown line by line from what a reader of HTML comes upon: words, marks, lists, quotes, tables, code. */
import type { Line } from './line.ts';

/** Lists and quotes are indented so deep and no deeper, or a page of them would grow with the square of its depth. */
const deepestIndent = 8;

export interface MarkdownWriter {
  readonly lines: Line[];
  /** Where the next line comes from. */
  at(number: number): void;
  write(words: string): void;
  /** How much has been written to this paragraph, and what it ends with; for marks around nothing. */
  here(): number;
  /** Takes the words since `here` back. */
  takeBack(from: number): string;
  /** Ends the paragraph. */
  flush(): void;
  heading(level: number, id: string | undefined): void;
  code(text: string, language: string): void;
  list(isOrdered: boolean): void;
  item(): void;
  endList(): void;
  quote(): void;
  endQuote(): void;
  cell(): void;
  row(): void;
  table(): void;
  endTable(): void;
}

interface List {
  kind: 'list';
  isOrdered: boolean;
  count: number;
  width: number;
  /** What its next paragraph begins with: the mark of an item that has none yet. */
  mark: string;
}

type Around = { kind: 'quote' } | List;

export function createMarkdownWriter(): MarkdownWriter {
  const lines: Line[] = [];
  const around: Around[] = [];
  const begun: List[] = [];
  const rows: { cells: string[]; written: number }[] = [];
  let words: string[] = [];
  let number = 1;

  return {
    lines,
    at: (line) => {
      number = line;
    },
    write: (text) => {
      words.push(text);
    },
    here: () => words.length,
    takeBack: (from) => words.splice(from).join(''),
    flush,
    heading(level, id) {
      const title = spaced(take()).replaceAll('\n', ' ');
      if (title === '') return;
      const isInTable = rows.length > 0;
      if (isInTable) words.push(`**${title}** `);
      else push(['', `${'#'.repeat(level)} ${title}${id === undefined ? '' : ` {#${id}}`}`, '']);
    },
    code(text, language) {
      const code = text.replace(/^\n/, '').trimEnd();
      if (code === '') return;
      if (rows.length > 0) {
        words.push(`\`${code.replaceAll('`', "'").replace(/\s+/g, ' ')}\` `);
        return;
      }
      flush();
      const mark = '`'.repeat(Math.max(3, longestRun(code) + 1));
      paragraph([mark + language, ...code.split('\n'), mark]);
    },
    list(isOrdered) {
      flush();
      around.push({ kind: 'list', isOrdered, count: 0, width: 2, mark: '' });
    },
    item() {
      flush();
      const list = around.at(-1);
      if (list?.kind !== 'list') return;
      list.count++;
      list.mark = list.isOrdered ? `${list.count}. ` : '- ';
      list.width = list.mark.length;
      begun.push(list);
    },
    endList() {
      flush();
      if (around.at(-1)?.kind === 'list') around.pop();
    },
    quote() {
      flush();
      around.push({ kind: 'quote' });
    },
    endQuote() {
      flush();
      if (around.at(-1)?.kind === 'quote') around.pop();
    },
    table() {
      flush();
      rows.push({ cells: [], written: 0 });
    },
    cell() {
      const text = spaced(take()).replaceAll('\n', ' ').replaceAll('|', '\\|');
      rows.at(-1)?.cells.push(text);
    },
    row: endRow,
    endTable() {
      endRow();
      rows.pop();
      if (rows.length === 0) push(['']);
    },
  };

  function endRow() {
    const row = rows.at(-1);
    if (!row || row.cells.length === 0) return;
    const cells = row.cells.splice(0);
    // A table within a table is a line of its cell.
    if (rows.length > 1) {
      words.push(`${cells.join(', ')}; `);
      return;
    }
    const rule = row.written++ === 0 ? [`|${' --- |'.repeat(cells.length)}`] : [];
    const first = row.written === 1 ? [''] : [];
    push([...first, `| ${cells.join(' | ')} |`, ...rule]);
  }

  function flush() {
    if (rows.length > 0) {
      if (words.length > 0) words.push(' ');
      return;
    }
    const text = spaced(take());
    if (text !== '') paragraph(text.split('\n').map(escaped));
  }

  function take(): string {
    const text = words.join('');
    words = [];
    return text;
  }

  /** Lines with the marks of the lists and quotes that they are in, and space around them. */
  function paragraph(texts: readonly string[]) {
    const inner = around.slice(-deepestIndent);
    const isFirst = inner.some((each) => each.kind === 'list' && each.mark !== '');
    const first = inner.map(openingOf).join('');
    const rest = inner.map(indentOf).join('');
    const isTight = isFirst && inner.at(-1)?.kind === 'list';
    const space = lines.at(-1)?.text.trimStart().startsWith('>') ? rest.trimEnd() : '';
    push([...(isTight ? [] : [space]), ...texts.map((text, index) => (index === 0 ? first : rest) + text)]);
    if (inner.length === 0) push(['']);
    for (const list of begun.splice(0)) list.mark = '';
  }

  function push(texts: readonly string[]) {
    for (const text of texts) if (text !== '' || lines.at(-1)?.text !== '') lines.push({ text, number });
  }
}

function openingOf(around: Around): string {
  return around.kind === 'quote' ? '> ' : around.mark || ' '.repeat(around.width);
}

function indentOf(around: Around): string {
  return around.kind === 'quote' ? '> ' : ' '.repeat(around.width);
}

/** Single spaces, and none beside line breaks, as a browser shows them. */
function spaced(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[ \t\r\f\u00a0]+/g, ' ').trim())
    .join('\n')
    .trim();
}

/** Words that would be a heading, a fence or a rule, were they not words. */
function escaped(line: string): string {
  return /^(?:#{1,6}(?: |$)|`{3}|~{3}|[=-]+$|>)/.test(line) ? `\\${line}` : line;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
