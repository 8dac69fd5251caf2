/** The forms that buttons open. What is sent off comes back under the same custom id as the button's. */
import {
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { writeCustomId } from './custom-ids.ts';
import { type Field, mostInField } from './form-fields.ts';

export function feedbackForm(answerId: string): APIModalInteractionResponseCallbackData {
  const description = 'Moderators read this.';
  const input = { custom_id: 'text', max_length: 1_000, required: true };
  return {
    custom_id: writeCustomId({ kind: 'feedback', answerId }),
    title: 'About this answer',
    components: [field('What was wrong with it, or right?', description, input)],
  };
}

/** A long answer takes several fields, of which those after the first may be emptied. */
export function draftForm(draftId: string, fields: readonly Field[]): APIModalInteractionResponseCallbackData {
  const part = (index: number) => (fields.length === 1 ? '' : `, part ${index + 1} of ${fields.length}`);
  return {
    custom_id: writeCustomId({ kind: 'draft', decision: 'edit', draftId }),
    title: 'Edit and send',
    components: fields.map(({ customId, text }, index) => {
      const input = { custom_id: customId, max_length: mostInField, value: text, required: index === 0 };
      return field(`The answer${part(index)}`, 'It is sent as you leave it here.', input);
    }),
  };
}

function field(
  label: string,
  description: string,
  input: Pick<APITextInputComponent, 'custom_id' | 'max_length' | 'value' | 'required'>,
) {
  const component = { ...input, type: ComponentType.TextInput as const, style: TextInputStyle.Paragraph };
  return { type: ComponentType.Label as const, label, description, component };
}
