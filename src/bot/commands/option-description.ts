/** What everyone is told of an option who makes a field, an argument or a form of it; the browser's page too, so nothing is imported here. */

export const optionKinds = ['text', 'integer', 'number', 'boolean', 'choice', 'file', 'room', 'role'] as const;
export type OptionKind = (typeof optionKinds)[number];

export interface OptionDescription {
  name: string;
  kind: OptionKind;
  description: string;
  required: boolean;
  /** Of a choice. */
  choices?: readonly string[];
  /** The least number, or the fewest characters. */
  min?: number;
  /** The greatest number, the most characters, or the most bytes of a file. */
  max?: number;
  /** What holds where it is not given. */
  default?: unknown;
  /** Whether it is completed while it is typed. */
  suggests: boolean;
}
