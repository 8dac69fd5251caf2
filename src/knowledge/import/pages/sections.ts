/** A page in Markdown, taken apart at its headings. */
import { anchorOfLabel, createAnchors, slugOf } from './anchor.ts';
import { createFenceTracker } from './fence.ts';
import { isBlank, type Line } from './line.ts';
import { plainText } from './plain-text.ts';

export interface Section {
  /** 1 to 6; 0 for what stands before the first heading. */
  level: number;
  title: string;
  anchor: string;
  /** Of its heading. */
  line: number;
  body: Line[];
}

interface Heading {
  level: number;
  title: string;
  id: string | undefined;
}

export function sectionsOf(lines: readonly Line[]): Section[] {
  const anchorFor = createAnchors();
  let section: Section = { level: 0, title: '', anchor: '', line: lines[0]?.number ?? 1, body: [] };
  const sections = [section];
  const spotOf = createFenceTracker();
  for (const line of lines) {
    const isProse = spotOf(line.text) === 'outside';
    const heading = isProse ? atxHeading(line.text) : undefined;
    const underlined = isProse && !heading ? setextHeading(line.text, section.body) : undefined;
    if (heading) begin(heading, line);
    else if (underlined) begin(underlined, section.body.pop() ?? line);
    else section.body.push(line);
  }
  return sections;

  function begin({ level, title, id }: Heading, line: Line) {
    const label = line.label && anchorOfLabel(line.label);
    // A heading of signs alone has an address too.
    const wanted = id || label || slugOf(title) || 'section';
    section = { level, title, anchor: anchorFor(wanted), line: line.number, body: [] };
    sections.push(section);
  }
}

/** `## Title ##`, `## Title {#id}` */
function atxHeading(text: string): Heading | undefined {
  const [marks = '', level = ''] = /^ {0,3}(#{1,6})(?=[ \t]|$)/.exec(text) ?? [];
  if (level === '') return undefined;
  const words = text.slice(marks.length).trim();
  let end = words.length;
  while (words.charAt(end - 1) === '#') end--;
  const isClosed = end === 0 || /[ \t]/.test(words.charAt(end - 1));
  return headingOf(level.length, isClosed ? words.slice(0, end).trim() : words);
}

/** A line of `=` or `-` under a paragraph of one line. */
function setextHeading(text: string, above: readonly Line[]): Heading | undefined {
  const [, underline] = /^ {0,3}(=+|-{2,})[ \t]*$/.exec(text) ?? [];
  const [before, title] = [above.at(-2), above.at(-1)];
  if (underline === undefined || !title || isBlank(title.text) || (before && !isBlank(before.text))) return undefined;
  if (/^(?: {4}|\t| {0,3}(?:[>|<]|[-*+][ \t]|\d+[.)][ \t]|[`~:]{3}))/.test(title.text)) return undefined;
  return headingOf(underline.startsWith('=') ? 1 : 2, title.text.trim());
}

function headingOf(level: number, words: string): Heading {
  const [attributes = '', id] = /\{[ \t]*#([^\s{}]+)[^{}]*\}$/.exec(words) ?? [];
  return { level, title: plainText(words.slice(0, words.length - attributes.length)), id };
}
