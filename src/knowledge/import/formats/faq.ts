/** A file of questions and answers in Markdown: under headings that ask, or in lines that begin with Q and A. */
import type { Found } from '../draft.ts';
import { keyOfQuestion } from '../keys.ts';
import { malformed } from '../malformed.ts';
import { takeFrontMatter } from '../pages/front-matter.ts';
import { isBlank, type Line, linesOf } from '../pages/line.ts';
import { reduceMarkdown } from '../pages/reduce-markdown.ts';
import { type Section, sectionsOf } from '../pages/sections.ts';
import { noText, readText } from '../read-text.ts';
import type { Reading, SourceFile } from '../source-file.ts';
import type { ReadOptions } from './format.ts';
import { hasQuestionLines, questionLines } from './question-lines.ts';
import { longestRowChars, refuse, refuseLong } from './read-row.ts';

const longestFile = 16 * 1024 * 1024;

/** A question with the lines that answer it. */
interface Asked {
  question: string;
  answer: readonly Line[];
  category: string | undefined;
  anchor: string;
  line: number;
}

export async function* readFaq(file: SourceFile, options: ReadOptions, reading: Reading): AsyncGenerator<Found> {
  if (file.bytes > longestFile) {
    throw malformed({ file: file.name }, 'is longer than 16 MiB, expected a list of questions and answers');
  }
  const text = await readText(file, reading);
  if (text === undefined) throw noText(file.name);
  const sections = faqSections(text);
  const url = options.linkOf?.(file.name);
  for (const asked of hasQuestionLines(sections) ? askedInLines(sections) : askedInHeadings(sections, file.name)) {
    reading.signal.throwIfAborted();
    yield foundOf(asked, file.name, url);
  }
}

/** Whether a Markdown text is a list of questions and answers rather than a page. */
export function isFaq(text: string): boolean {
  const sections = faqSections(text);
  return hasQuestionLines(sections) || askingLevel(sections) !== undefined;
}

function faqSections(text: string): Section[] {
  return sectionsOf(reduceMarkdown(takeFrontMatter(linesOf(text)).lines));
}

function foundOf({ question, answer, category, anchor, line }: Asked, file: string, url: string | undefined): Found {
  const at = { file, line };
  const text = answer
    .map((each) => each.text.trimEnd())
    .join('\n')
    .trim();
  if (question === '') return refuse(at, 'empty', 'The question is empty.');
  if (text === '') return refuse(at, 'incomplete', 'Found a question alone, expected an answer below it.');
  if (question.length + text.length > longestRowChars) return refuseLong(at, question.length + text.length);
  return {
    draft: {
      key: keyOfQuestion(question),
      kind: 'pair',
      title: question,
      text,
      ...(url !== undefined && { url: anchor === '' ? url : `${url}#${anchor}` }),
      ...(category !== undefined && { category }),
      at,
    },
  };
}

function* askedInLines(sections: readonly Section[]): Generator<Asked> {
  for (const { title, anchor, body, level } of sections) {
    const category = level > 1 && title !== '' ? title : undefined;
    for (const { question, answer, line } of questionLines(body)) yield { question, answer, category, anchor, line };
  }
}

/** Headings of the level that asks are questions; deeper ones belong to the answer, higher ones are its category. */
function* askedInHeadings(sections: readonly Section[], file: string): Generator<Asked> {
  const level = askingLevel(sections) ?? deepestRepeated(sections);
  if (level === undefined) {
    throw malformed({ file, line: 1 }, 'found no headings that repeat, expected a heading for each question');
  }
  let asked: (Asked & { answer: Line[] }) | undefined;
  let category: string | undefined;
  for (const section of sections) {
    if (section.level > level) {
      const heading = { text: `${'#'.repeat(section.level)} ${section.title}`, number: section.line };
      asked?.answer.push(heading, ...section.body);
      continue;
    }
    if (asked) yield asked;
    asked = undefined;
    if (section.level === level) {
      const { title: question, anchor, line, body } = section;
      asked = { question, answer: [...body], category, anchor, line };
    } else {
      // The page's own heading says nothing of any of its questions.
      category = section.level > 1 ? section.title : undefined;
    }
  }
  if (asked) yield asked;
}

/** The level at which most headings end in a question mark; where several do, the one that asks most. */
function askingLevel(sections: readonly Section[]): number | undefined {
  const levels = [1, 2, 3, 4, 5, 6].map((level) => {
    const titles = sections.filter((section) => section.level === level).map(({ title }) => title);
    return { level, all: titles.length, asking: titles.filter((title) => /[?？؟]$/.test(title)).length };
  });
  // Two headings that ask, beside another, are a page; two of two are a short list of questions.
  const asking = levels.filter((each) => each.asking > each.all / 2 && each.asking >= (each.all === 2 ? 2 : 3));
  return asking.sort((a, b) => b.asking - a.asking)[0]?.level;
}

function deepestRepeated(sections: readonly Section[]): number | undefined {
  const answered = sections.filter(({ body }) => body.some(({ text }) => !isBlank(text)));
  return [6, 5, 4, 3, 2, 1].find((level) => answered.filter((section) => section.level === level).length >= 2);
}
