/** Pages of Markdown and HTML, one or a folder of them, as passages. */
import { basename } from 'node:path';
import type { Draft, Found } from '../draft.ts';
import type { Opened, ReadOptions } from '../formats/format.ts';
import { refuse } from '../formats/read-row.ts';
import { malformed } from '../malformed.ts';
import { createNotes } from '../notes.ts';
import { readText } from '../read-text.ts';
import type { Reading, SourceFile } from '../source-file.ts';
import { walkFolder } from '../walk-folder.ts';
import { takeFrontMatter } from './front-matter.ts';
import { linesOf } from './line.ts';
import { type Page, passagesOf } from './passages.ts';
import { readHtml } from './read-html.ts';
import { reduceMarkdown } from './reduce-markdown.ts';

const longestPage = 4 * 1024 * 1024;

export async function openPages(
  source: { path: string; file: SourceFile | undefined },
  options: ReadOptions,
  reading: Reading,
): Promise<Opened> {
  const files = source.file ? [source.file] : await walkFolder(source.path, isPage, reading.notes, reading.signal);
  if (files.length === 0) {
    throw malformed({ file: basename(source.path) }, 'holds no page, expected files that end in .md or .html');
  }
  const small = files.filter(({ bytes }) => bytes <= longestPage);
  return { files: small, found: readPages(files, source.file !== undefined, options, reading) };
}

export function isPage(name: string): boolean {
  return /\.(?:md|markdown|mkd|mdown)$/i.test(name) || isHtml(name);
}

export function isHtml(name: string): boolean {
  return /\.(?:html?|xhtml)$/i.test(name);
}

/** Whether a folder holds any page, deep down as well. */
export async function holdsPages(path: string, signal: AbortSignal): Promise<boolean> {
  return (await walkFolder(path, isPage, createNotes(), signal)).length > 0;
}

async function* readPages(
  files: readonly SourceFile[],
  isAlone: boolean,
  options: ReadOptions,
  reading: Reading,
): AsyncGenerator<Found> {
  for (const file of files) {
    const at = { file: file.name, line: 1 };
    if (file.bytes > longestPage) {
      yield refuse(at, 'too-long', `Found a page of ${file.bytes} bytes, expected at most 4 MiB.`);
      continue;
    }
    const text = await readText(file, reading);
    if (text === undefined) {
      if (isAlone) throw malformed({ file: file.name }, 'holds NUL bytes, expected Markdown or HTML');
      reading.notes.add('no-text', file.name);
      continue;
    }
    const drafts = readPage(file.name, text, options);
    if (!drafts) yield refuse(at, 'unreadable', 'Found tags nested more than 512 deep, expected a page for people.');
    for (const draft of drafts ?? []) {
      reading.signal.throwIfAborted();
      yield { draft };
    }
  }
}

function readPage(file: string, text: string, { linkOf, passageChars }: ReadOptions): Draft[] | undefined {
  const url = linkOf?.(file);
  const page = isHtml(file) || looksLikeHtml(text) ? readHtmlPage(file, text, url) : readMarkdownPage(file, text, url);
  return page && passagesOf(page, passageChars);
}

function readMarkdownPage(file: string, text: string, url: string | undefined): Page {
  const { title, lines } = takeFrontMatter(linesOf(text));
  return { file, url, title, lines: reduceMarkdown(lines) };
}

function readHtmlPage(file: string, text: string, url: string | undefined): Page | undefined {
  const page = readHtml(text, url);
  return page && { file, url, title: page.title, lines: page.lines };
}

export function looksLikeHtml(text: string): boolean {
  return /^\s*<(?:!doctype html|html)\b/i.test(text.slice(0, 1_000));
}
