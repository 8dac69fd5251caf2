/** The forms that buttons and menus open. What is sent off comes back under the same custom id as the button's. */
import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import {
  type Command,
  type CommandForm,
  describeOptions,
  type FormField,
  type OptionDescription,
} from '../../../bot/index.ts';
import { cut } from './buttons.ts';
import { type CommandPress, writeCustomId } from './custom-ids.ts';
import { type Field, mostInField } from './form-fields.ts';

const mostFields = 5;
const longestLabel = 45;
const longestHint = 100;

/** A field for each of the options that it asks for: a menu where there are choices, else a text. */
export function commandForm(
  pressed: CommandPress,
  command: Command,
  { title, fields }: CommandForm,
): APIModalInteractionResponseCallbackData {
  const described = new Map(describeOptions(command).map((option) => [option.name, option]));
  return {
    custom_id: writeCustomId(pressed),
    title: cut(title, longestLabel),
    components: fields.slice(0, mostFields).map((field) => labelled(field, described.get(field.option))),
  };
}

function labelled(field: FormField, option: OptionDescription | undefined): APILabelComponent {
  const { label, hint } = field;
  return {
    type: ComponentType.Label,
    label: cut(label, longestLabel),
    ...(hint !== undefined && { description: cut(hint, longestHint) }),
    component: componentOf(field, option),
  };
}

function componentOf(
  { option: custom_id, value, isRequired: required }: FormField,
  { choices, min, max = mostInField }: Partial<OptionDescription> = {},
): APIComponentInLabel {
  if (choices) {
    const options = choices.map((choice) => ({ label: choice, value: choice, default: choice === value }));
    return { type: ComponentType.StringSelect, custom_id, required, options };
  }
  return {
    ...{ type: ComponentType.TextInput, custom_id, required, style: TextInputStyle.Paragraph },
    ...(required && min !== undefined && { min_length: min }),
    ...(value !== undefined && { value }),
    max_length: Math.min(max, mostInField),
  };
}

/** What was filled in, by option; what was left empty is left out. */
export function filledIn({ fields }: ModalSubmitInteraction): Record<string, string> {
  return Object.fromEntries(
    [...fields.fields.values()].flatMap((field): [string, string][] => {
      const value = field.type === ComponentType.TextInput ? field.value.trim() : chosenIn(field);
      return value === '' ? [] : [[field.customId, value]];
    }),
  );
}

function chosenIn(field: object): string {
  const values = 'values' in field && Array.isArray(field.values) ? field.values : [];
  return values.map(String).join();
}

/** A long answer takes several fields, of which those after the first may be emptied. */
export function draftForm(draftId: string, fields: readonly Field[]): APIModalInteractionResponseCallbackData {
  const part = (index: number) => (fields.length === 1 ? '' : `, part ${index + 1} of ${fields.length}`);
  return {
    custom_id: writeCustomId({ kind: 'draft', decision: 'edit', draftId }),
    title: 'Edit and send',
    components: fields.map(({ customId, text }, index) => {
      const field = { option: customId, label: `The answer${part(index)}`, hint: 'It is sent as you leave it here.' };
      return labelled({ ...field, value: text, isRequired: index === 0 }, undefined);
    }),
  };
}
