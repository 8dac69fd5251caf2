export type {
  Call,
  Command,
  CommandButton,
  CommandForm,
  CommandParts,
  CommandReply,
  FormField,
  Menu,
  Suggest,
  Suggestion,
} from './command.ts';
export { commandList } from './list.ts';
export type { OptionDescription, OptionKind } from './option-description.ts';
export { type AttachedFile, describeOptions } from './options.ts';
export { readWritten } from './read-options.ts';
export { type Commands, createCommands, type GivenCall } from './registry.ts';
