import type { BlockContent, PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { piecesOf } from './answer-body/cut-markdown.ts';
import { withoutHidden } from './answer-body/hidden.ts';
import { type Settling, settleBlocks } from './answer-body/settle.ts';
import { createUnverifiedFinder } from './answer-body/unverified.ts';

declare module 'mdast' {
  /** Where the answer names a source by its number, from 1. */
  interface Citation extends Node {
    type: 'citation';
    number: number;
  }
  interface Data {
    /** What stands here that nobody has checked; on text, code and links. */
    unverified?: string[];
  }
  interface PhrasingContentMap {
    citation: Citation;
  }
  interface RootContentMap {
    citation: Citation;
  }
}

export interface BodyOptions {
  /** How many sources the answer has: `[1]` cites one only where there is one. */
  sources?: number;
  /** What the answer tells people to type or follow and nobody has checked. */
  unverified?: readonly string[];
}

/**
 * An answer's Markdown as the tree in which it travels to every platform. Any beginning of an answer can be read: a fence
 * that is open goes to the end, and whatever else is half-written is text, as HTML is. The tree is safe to show: links lead
 * to the web or to a mailbox, and nothing nests deeper than people read.
 */
export function readBody(markdown: string, options: BodyOptions = {}): Root {
  return createBodyReader()(markdown, options);
}

/** Reads the same answer again and again while it grows: what stood there the last time is not parsed again. */
export function createBodyReader(): typeof readBody {
  let parsedBefore = new Map<string, Root>();
  return (markdown, { sources = 0, unverified = [] } = {}) => {
    const text = withoutHidden(markdown.toWellFormed().replace(/\r\n?/g, '\n'));
    const settling: Settling = { sources, unverified: createUnverifiedFinder(unverified) };
    const parsedNow = new Map<string, Root>();
    const children = piecesOf(text).flatMap((piece) => {
      if (piece.isWild) return asItStands(piece.text);
      const parsed = parsedBefore.get(piece.text) ?? parse(piece.text);
      parsedNow.set(piece.text, parsed);
      return settleBlocks(parsed.children, settling);
    });
    parsedBefore = parsedNow;
    return { type: 'root', children };
  };
}

/**
 * Definitions, footnotes and underlined headings are left out of the dialect: no model needs them, imports have resolved
 * them, and while an answer streams they would change what already stands there.
 */
const extensions = [
  gfm(),
  {
    disable: {
      null: [
        ...['htmlFlow', 'htmlText', 'definition', 'setextUnderline'],
        ...['gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'],
      ],
    },
  },
];
const mdastExtensions = [gfmFromMarkdown()];

function parse(text: string): Root {
  return fromMarkdown(text, { extensions, mdastExtensions });
}

function asItStands(text: string): BlockContent[] {
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
  return paragraphs.map((paragraph) => ({
    type: 'paragraph',
    children: paragraph
      .split('\n')
      .flatMap((line, index): PhrasingContent[] => [
        ...(index > 0 ? [{ type: 'break' as const }] : []),
        { type: 'text', value: line },
      ]),
  }));
}
