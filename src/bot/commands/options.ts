/** What an option can be beside words, numbers and choices, and options as a plain list, from which adapters make their own. */
import { z } from 'zod';
import type { Command } from './command.ts';
import { type OptionDescription, type OptionKind, optionKinds } from './option-description.ts';

/** A file that came with an option. */
export interface AttachedFile {
  name: string;
  bytes: Uint8Array;
}

export const mostFileBytes = 8_000_000;

/** A file: an attachment in a chat, a path in the terminal. */
export function fileOption(mostBytes = mostFileBytes) {
  return z
    .custom<AttachedFile>(isAttachedFile)
    .refine(({ bytes }) => bytes.byteLength <= mostBytes)
    .meta({ optionKind: 'file', maxBytes: mostBytes });
}

function isAttachedFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'name' in value && typeof value.name === 'string' && 'bytes' in value && value.bytes instanceof Uint8Array;
}

/** A room of the community, as its platform's id. Whoever passes one makes it known to the bot first (`roomChanged`). */
export function roomOption() {
  return z.string().min(1).max(64).meta({ optionKind: 'room' });
}

/** A role that members can have on their platform, as its id there. */
export function roleOption() {
  return z.string().min(1).max(64).meta({ optionKind: 'role' });
}

type Node = z.core.JSONSchema.BaseSchema;

/** The options of a command, in the order in which they were declared. */
export function describeOptions({ options, suggest = {} }: Pick<Command, 'options' | 'suggest'>): OptionDescription[] {
  // A file is no JSON; what stands in its place is what `meta` says of it.
  const schema: Node = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
  return Object.entries(schema.properties ?? {}).flatMap(([name, node]) => {
    if (typeof node === 'boolean') return [];
    const limits = limitsOf(node);
    return {
      name,
      kind: kindOf(node),
      description: node.description ?? '',
      required: schema.required?.includes(name) ?? false,
      ...(node.enum && { choices: node.enum.map(String) }),
      ...limits,
      ...(node.default !== undefined && { default: node.default }),
      suggests: suggest[name] !== undefined,
    };
  });
}

function kindOf(node: Node): OptionKind {
  const special = optionKinds.find((kind) => kind === node.optionKind);
  if (special) return special;
  if (node.enum) return 'choice';
  if (node.type === 'boolean' || node.type === 'integer' || node.type === 'number') return node.type;
  return 'text';
}

function limitsOf(node: Node): { min?: number; max?: number } {
  if (node.optionKind === 'room' || node.optionKind === 'role') return {};
  const min = node.minimum ?? node.minLength;
  const max = node.maximum ?? node.maxLength ?? (typeof node.maxBytes === 'number' ? node.maxBytes : undefined);
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}
