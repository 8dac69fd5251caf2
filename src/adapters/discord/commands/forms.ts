/** The forms that buttons open. What is sent off comes back under the same custom id as the button's. */
import {
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { writeCustomId } from './custom-ids.ts';

/** The only field of each. */
export const fieldId = 'text';
/** What Discord takes in one field. */
export const mostInField = 4_000;

export function feedbackForm(answerId: string): APIModalInteractionResponseCallbackData {
  return form({
    custom_id: writeCustomId({ kind: 'feedback', answerId }),
    title: 'About this answer',
    label: 'What was wrong with it, or right?',
    description: 'Moderators read this.',
    field: { max_length: 1_000 },
  });
}

export function draftForm(draftId: string, text: string): APIModalInteractionResponseCallbackData {
  return form({
    custom_id: writeCustomId({ kind: 'draft', decision: 'edit', draftId }),
    title: 'Edit and send',
    label: 'The answer',
    description: 'It is sent as you leave it here.',
    field: { max_length: mostInField, value: text },
  });
}

interface Form {
  custom_id: string;
  title: string;
  label: string;
  description: string;
  field: Pick<APITextInputComponent, 'max_length' | 'value'>;
}

function form({ custom_id, title, label, description, field }: Form): APIModalInteractionResponseCallbackData {
  const style = TextInputStyle.Paragraph;
  const component = { ...field, type: ComponentType.TextInput as const, custom_id: fieldId, style, required: true };
  return { custom_id, title, components: [{ type: ComponentType.Label, label, description, component }] };
}
