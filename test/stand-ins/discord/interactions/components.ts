/** The buttons and menus under a message, and the fields of a modal, found by their custom ids. */
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';

const component = z.looseObject({
  type: z.int(),
  id: z.int().optional(),
  custom_id: z.string().optional(),
  disabled: z.boolean().optional(),
  required: z.boolean().optional(),
  style: z.int().optional(),
  label: z.string().nullish(),
  options: z.array(z.looseObject({ value: z.string(), label: z.string() })).optional(),
  min_values: z.int().optional(),
  max_values: z.int().optional(),
  min_length: z.int().nullish(),
  max_length: z.int().nullish(),
  value: z.string().nullish(),
});

export type Component = z.infer<typeof component>;

const nesting = z.looseObject({
  components: z.array(z.unknown()).optional(),
  component: z.unknown().optional(),
  accessory: z.unknown().optional(),
});

/** All of them, those inside others too. */
export function flatten(components: readonly unknown[]): Component[] {
  return components.flatMap((each) => {
    const { components: inner = [], component: one, accessory } = nesting.parse(each);
    const nested = [...inner, ...[one, accessory].filter((more) => more !== undefined)];
    return [component.parse(each), ...flatten(nested)];
  });
}

export function findComponent(components: readonly unknown[], customId: string): Component {
  const all = flatten(components);
  const found = all.find(({ custom_id }) => custom_id === customId);
  if (found === undefined) {
    const ids = all.flatMap(({ custom_id }) => custom_id ?? []).map((id) => `"${id}"`);
    throw new Error(`Nothing there has the custom id "${customId}"; what there is: ${ids.join(', ') || 'nothing'}.`);
  }
  if (found.disabled === true) throw new Error(`"${customId}" is disabled.`);
  return found;
}

export function checkButton({ type, style }: Component, customId: string): void {
  const isPressed = type === ComponentType.Button && style !== ButtonStyle.Link && style !== ButtonStyle.Premium;
  if (!isPressed) throw new Error(`"${customId}" is no button that an application hears of.`);
}

const menus = new Set([
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]);

export function checkMenu(menu: Component, customId: string, values: string[]): void {
  if (!menus.has(menu.type)) throw new Error(`"${customId}" is no menu to choose from.`);
  const { min_values: least = 1, max_values: most = 1, options } = menu;
  if (values.length < least || values.length > most) {
    throw new Error(`"${customId}" takes ${least} to ${most} choices, not ${values.length}.`);
  }
  const stranger = options && values.find((value) => !options.some((option) => option.value === value));
  if (stranger !== undefined) throw new Error(`"${customId}" does not offer "${stranger}".`);
}
