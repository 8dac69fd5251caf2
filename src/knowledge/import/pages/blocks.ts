/** The body of a section as blocks that belong together: paragraphs, lists, tables, and code with its fences. */
import { closesFence, type Fence, leavesFence, openingFence } from './fence.ts';
import { isBlank, type Line } from './line.ts';

export type Block = { kind: 'text'; lines: Line[] } | { kind: 'code'; fence: Fence; opening: Line; lines: Line[] };

/** The lines of code are those between the fences; a fence that is missing at the end is added when it is written. */
export function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  let block: Block | undefined;
  for (const line of lines) {
    if (block?.kind === 'code') {
      if (!leavesFence(line.text, block.fence)) {
        if (closesFence(line.text, block.fence)) block = undefined;
        else block.lines.push(line);
        continue;
      }
      block = undefined;
    }
    const fence = openingFence(line.text);
    if (fence) begin({ kind: 'code', fence, opening: line, lines: [] });
    else if (isBlank(line.text)) block = undefined;
    else if (block) block.lines.push(line);
    else begin({ kind: 'text', lines: [line] });
  }
  return blocks;

  function begin(next: Block) {
    block = next;
    blocks.push(next);
  }
}

export function lineOfBlock(block: Block): number {
  const first = block.kind === 'code' ? block.opening : block.lines[0];
  return first?.number ?? 1;
}

export function textOfBlock(block: Block): string {
  return block.kind === 'code' ? textOfCode(block) : block.lines.map(({ text }) => text.trimEnd()).join('\n');
}

export function textOfCode({ fence, opening, lines }: Extract<Block, { kind: 'code' }>): string {
  const texts = lines.map(({ text }) => text);
  return [opening.text, ...texts, closingOf(fence)].join('\n');
}

/** Fences of a list item are closed within it: where its mark stood, there is space now. */
export function indentOf({ prefix }: Fence): string {
  return prefix.replace(/[^ \t>]/g, ' ');
}

function closingOf(fence: Fence): string {
  return indentOf(fence) + fence.mark;
}
