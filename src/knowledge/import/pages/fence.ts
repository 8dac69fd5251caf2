/** Where fenced code begins and ends, line by line; also within lists and quotes, and with longer fences around it. */
export interface Fence {
  /** What stands before it: the indent of a list, the marks of a quote. */
  prefix: string;
  /** Its backticks or tildes. */
  mark: string;
  /** The language and whatever else follows. */
  info: string;
}

const opening = /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(`{3,}|~{3,})(.*)$/;
const closing = /^([ \t>]*)(`{3,}|~{3,})[ \t]*$/;

export function openingFence(text: string): Fence | undefined {
  const [, prefix = '', mark = '', info = ''] = opening.exec(text) ?? [];
  if (mark === '' || (mark.startsWith('`') && info.includes('`'))) return undefined;
  return { prefix, mark, info: info.trim() };
}

export function closesFence(text: string, { mark, prefix }: Fence): boolean {
  const [, before = '', marks = ''] = closing.exec(text) ?? [];
  return marks.startsWith(mark) && depthOf(before) <= depthOf(prefix);
}

/** A fence in a quote is over where the quote is. */
export function leavesFence(text: string, { prefix }: Fence): boolean {
  return depthOf(/^[ \t>]*/.exec(text)?.[0] ?? '') < depthOf(prefix);
}

export type Spot = 'outside' | 'opens' | 'inside' | 'closes';

/** Tells of one line after the other where it stands. */
export function createFenceTracker(): (text: string) => Spot {
  let fence: Fence | undefined;
  return (text) => {
    if (fence && leavesFence(text, fence)) fence = undefined;
    if (fence) {
      if (!closesFence(text, fence)) return 'inside';
      fence = undefined;
      return 'closes';
    }
    fence = openingFence(text);
    return fence ? 'opens' : 'outside';
  };
}

/** The depth of quoting that a prefix stands for. */
function depthOf(prefix: string): number {
  return prefix.split('>').length - 1;
}
