/** What Discord asks of the components under a message beyond their form: what fits in a row, what names a click. */
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { WrongField } from './errors.ts';

const component = z.looseObject({
  type: z.int(),
  custom_id: z.string().nullish(),
  style: z.int().nullish(),
  url: z.string().nullish(),
  label: z.string().nullish(),
  emoji: z.looseObject({}).nullish(),
  options: z.array(z.looseObject({ value: z.string() })).nullish(),
  min_values: z.int().nullish(),
  max_values: z.int().nullish(),
  components: z.array(z.looseObject({ type: z.int() })).nullish(),
  accessory: z.looseObject({ type: z.int() }).nullish(),
});

type Component = z.infer<typeof component>;

const menus = new Set<number>([
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]);

/** In a message of the first kind; everything else needs the flag for the second. */
const classic = new Set<number>([ComponentType.ActionRow, ComponentType.Button, ...menus]);

const maxRows = 5;
const maxComponents = 40;

export function wrongComponents(components: readonly object[], { isV2 }: { isV2: boolean }): WrongField[] {
  const all = flatten(components, ['components']);
  const wrong = all.flatMap(({ found, path }) => [
    ...wrongKind(found, path, isV2),
    ...wrongRow(found, path),
    ...wrongButton(found, path),
    ...wrongMenu(found, path),
  ]);
  if (!isV2 && components.length > maxRows) wrong.push(tooMany(['components'], maxRows));
  if (isV2 && all.length > maxComponents) wrong.push(tooMany(['components'], maxComponents));
  return [...wrong, ...repeatedIds(all)];
}

interface Placed {
  found: Component;
  path: string[];
}

function flatten(components: readonly object[], path: string[]): Placed[] {
  return components.flatMap((each, at) => {
    const here = [...path, String(at)];
    const found = component.parse(each);
    const accessory = found.accessory
      ? [{ found: component.parse(found.accessory), path: [...here, 'accessory'] }]
      : [];
    return [{ found, path: here }, ...accessory, ...flatten(found.components ?? [], [...here, 'components'])];
  });
}

function wrongKind({ type }: Component, path: string[], isV2: boolean): WrongField[] {
  if (isV2 || classic.has(type)) return [];
  const message = `Component ${type} needs MessageFlags.IS_COMPONENTS_V2`;
  return [{ path: [...path, 'type'], error: { code: 'UNION_TYPE_CHOICES', message } }];
}

/** A menu takes a whole row. */
function wrongRow({ type, components }: Component, path: string[]): WrongField[] {
  if (type !== ComponentType.ActionRow || !components || components.length < 2) return [];
  if (!components.some((each) => menus.has(each.type))) return [];
  const message = 'Component layout width exceeded';
  return [{ path: [...path, 'components'], error: { code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message } }];
}

/** A link leads somewhere, and is never heard of; every other button is heard of by its custom id. */
function wrongButton({ type, style, custom_id: id, url, label, emoji }: Component, path: string[]): WrongField[] {
  if (type !== ComponentType.Button || style === ButtonStyle.Premium) return [];
  const [needed, foreign] =
    style === ButtonStyle.Link ? (['url', 'custom_id'] as const) : (['custom_id', 'url'] as const);
  const given = { url, custom_id: id };
  return [
    ...(given[needed] ? [] : [required([...path, needed])]),
    ...(given[foreign] ? [{ path: [...path, foreign], error: notBoth }] : []),
    ...(label || emoji ? [] : [required([...path, 'label'])]),
  ];
}

function wrongMenu({ type, options, min_values: least, max_values: most }: Component, path: string[]): WrongField[] {
  if (!menus.has(type)) return [];
  const values = options?.map(({ value }) => value) ?? [];
  const upTo = most ?? 1;
  const tooFew = options ? upTo > values.length : false;
  return [
    ...(new Set(values).size < values.length ? [{ path: [...path, 'options'], error: repeatedValue }] : []),
    ...((least ?? 1) > upTo || tooFew ? [{ path: [...path, 'max_values'], error: impossibleRange }] : []),
  ];
}

/** A click must say which button it was. */
function repeatedIds(all: readonly Placed[]): WrongField[] {
  const ids = all.map(({ found }) => found.custom_id);
  const repeated = all.filter(({ found }, at) => found.custom_id && ids.indexOf(found.custom_id) < at);
  return repeated.map(({ path }) => ({ path: [...path, 'custom_id'], error: repeatedId }));
}

const repeatedId = { code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message: 'Component custom id cannot be duplicated' };
const repeatedValue = {
  code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  message: 'The specified option value is already used',
};
const impossibleRange = { code: 'NUMBER_TYPE_MAX', message: 'Nobody can choose so many of these options.' };
const notBoth = { code: 'BASE_TYPE_INVALID', message: 'A custom id and url cannot both be specified' };

function required(path: string[]): WrongField {
  return { path, error: { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' } };
}

function tooMany(path: string[], most: number): WrongField {
  return { path, error: { code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between 1 and ${most} in length.` } };
}
