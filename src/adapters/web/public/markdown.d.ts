/** The Markdown that answers and passages are written in, as a small tree. There is no node for HTML: it stays text. */

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'strong' | 'emphasis' | 'strike'; inlines: Inline[] }
  /** `href` is http or https, always. */
  | { type: 'link'; href: string; inlines: Inline[] }
  | { type: 'citation'; number: number }
  | { type: 'break' };

export type Align = 'left' | 'center' | 'right' | null;

export type Block =
  | { type: 'paragraph'; inlines: Inline[] }
  | { type: 'heading'; level: number; inlines: Inline[] }
  | { type: 'code'; language: string; text: string }
  | { type: 'list'; isOrdered: boolean; start: number; items: Block[][] }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'table'; align: Align[]; head: Inline[][]; rows: Inline[][][] }
  | { type: 'rule' };

/** `raw` is the text a block was made of: the same raw is the same block. */
export type TopBlock = Block & { raw: string };

export function parseMarkdown(text: string): TopBlock[];
