/** What a person fills into a modal, judged as Discord's own clients judge it before anything is sent. */
import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Component, checkMenu, flatten } from './components.ts';
import type { Modal } from './interaction.ts';

/** By custom id: a text, or what was chosen. */
export type Fields = Record<string, string | string[]>;

const nesting = z.looseObject({
  type: z.int(),
  id: z.int().optional(),
  components: z.array(z.unknown()).optional(),
  component: z.unknown().optional(),
});

/** As MODAL_SUBMIT has it: the modal's own tree, with values in place of labels. */
export function submission(modal: Modal, fields: Fields): { custom_id: string; components: object[] } {
  const known = flatten(modal.components).flatMap(({ custom_id }) => custom_id ?? []);
  const stranger = Object.keys(fields).find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Error(`The form "${modal.title}" has no field "${stranger}".`);
  const ids = { last: 0 };
  return { custom_id: modal.custom_id, components: modal.components.map((each) => filled(each, fields, ids)) };
}

function filled(node: unknown, fields: Fields, ids: { last: number }): object {
  const { type, id = ++ids.last, components, component } = nesting.parse(node);
  if (components !== undefined) return { type, id, components: components.map((each) => filled(each, fields, ids)) };
  if (component !== undefined) return { type, id, component: filled(component, fields, ids) };
  const [leaf] = flatten([node]);
  if (leaf?.custom_id === undefined) return { type, id };
  return { type, id, custom_id: leaf.custom_id, ...readField(leaf, leaf.custom_id, fields[leaf.custom_id]) };
}

function readField(leaf: Component, name: string, given: string | string[] | undefined): object {
  if (leaf.type !== ComponentType.TextInput) {
    const values = given === undefined ? [] : [given].flat();
    const isSkipped = values.length === 0 && leaf.required === false;
    if (!isSkipped) checkMenu(leaf, name, values);
    return { values };
  }
  const text = given === undefined ? (leaf.value ?? '') : String(given);
  if (text === '' && leaf.required === false) return { value: '' };
  if (text === '') throw new Error(`The field "${name}" must be filled in.`);
  const least = leaf.min_length ?? 0;
  const most = leaf.max_length ?? 4_000;
  if (text.length < least || text.length > most) {
    throw new Error(`The field "${name}" takes ${least} to ${most} characters, not ${text.length}.`);
  }
  return { value: text };
}
