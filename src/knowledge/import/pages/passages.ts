/** The sections of a page become passages: with a breadcrumb, an address and a key that outlives its neighbours. */
import type { Draft } from '../draft.ts';
import { cutBody } from './cut.ts';
import { isBlank, type Line } from './line.ts';
import { type Section, sectionsOf } from './sections.ts';

/** What a model for embeddings takes in. */
const usualPassageChars = 1_800;

/** A section that says less, heading included, joins its neighbour. */
const shortestSection = 60;

export interface Page {
  file: string;
  lines: readonly Line[];
  /** What the page is called where it has no heading of the first level. */
  title: string | undefined;
  url: string | undefined;
}

/** A section with the titles from the page's own down to its own. */
interface Crumbed extends Section {
  crumbs: readonly string[];
}

export function passagesOf(page: Page, passageChars = usualPassageChars): Draft[] {
  return joinShort(withCrumbs(sectionsOf(page.lines), page)).flatMap((section) =>
    cutBody(section.body, passageChars).map(({ text, line }, part) => ({
      key: `${page.file}${hash(section)}${part === 0 ? '' : `/${part + 1}`}`,
      kind: 'passage' as const,
      title: section.crumbs.join(' › '),
      text,
      ...(page.url !== undefined && { url: page.url + hash(section) }),
      at: { file: page.file, line: part === 0 ? section.line : line },
    })),
  );
}

function hash({ anchor }: Section): string {
  return anchor === '' ? '' : `#${anchor}`;
}

function withCrumbs(sections: readonly Section[], page: Page): Crumbed[] {
  const first = sections.find(({ level }) => level === 1);
  const pageTitle = first?.title || page.title || nameOf(page.file);
  const path: Section[] = [];
  return sections.map((section) => {
    while (path.length > 0 && (path.at(-1)?.level ?? 0) >= section.level) path.pop();
    if (section.title !== '') path.push(section);
    const titles = path.map(({ title }) => title);
    return { ...section, crumbs: path[0] && path[0] === first ? titles : [pageTitle, ...titles] };
  });
}

/** What says little goes to the section below it, or else to the one before. What says nothing is its crumb alone. */
function joinShort(sections: readonly Crumbed[]): Crumbed[] {
  const joined: Crumbed[] = [];
  let waiting: Line[] = [];
  for (const [index, section] of sections.entries()) {
    const body = waiting.length === 0 ? section.body : [...waiting, blankAfter(waiting), ...section.body];
    const isShort = section.title.length + charsIn(body) < shortestSection;
    const hasPart = (sections[index + 1]?.level ?? 0) > section.level;
    const before = joined.at(-1);
    waiting = isShort && hasPart && charsIn(body) > 0 ? body : [];
    if (waiting.length > 0 || charsIn(body) === 0) continue;
    if (isShort && before && section.level > 0) before.body = [...before.body, ...withHeading(section, body)];
    else joined.push({ ...section, body: [...body] });
  }
  return joined;
}

function withHeading({ title, line }: Section, body: readonly Line[]): Line[] {
  const blank = { text: '', number: line };
  return [blank, { text: `**${title}**`, number: line }, blank, ...body];
}

function blankAfter(lines: readonly Line[]): Line {
  return { text: '', number: lines.at(-1)?.number ?? 1 };
}

function charsIn(lines: readonly Line[]): number {
  return lines.reduce((sum, { text }) => sum + (isBlank(text) ? 0 : text.trim().length), 0);
}

/** `guides/first-steps.md` is called "first-steps". */
function nameOf(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/\.[a-z]+$/i, '');
}
