/** Embeds and components as Discord keeps them: with the kinds, ids and defaults that a sender may leave out. */
import type { APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { ComponentType, EmbedType } from 'discord-api-types/v10';

interface Rich {
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
}

export function numbered({ embeds, components }: Rich): Rich {
  const ids = { last: 0 };
  return {
    embeds: embeds.map(withDefaults),
    // Safe: only ids and defaults are added to what was a list of components.
    components: components.map((component) => withId(component, ids)) as APIMessageTopLevelComponent[],
  };
}

function withDefaults(embed: APIEmbed): APIEmbed {
  const said = Object.fromEntries(Object.entries(embed).filter(([, value]) => value !== null));
  const fields = embed.fields?.map((field) => ({ inline: false, ...field }));
  return { ...said, ...(fields && { fields }), type: EmbedType.Rich };
}

/** Every component gets a number within its message, in the order of reading. */
function withId(component: object, ids: { last: number }): object {
  const id = 'id' in component && typeof component.id === 'number' && component.id > 0 ? component.id : ++ids.last;
  const defaults = 'type' in component ? defaultsOf[Number(component.type)] : undefined;
  const said = Object.entries(component).filter(([, value]) => value !== null);
  const filled: Record<string, unknown> = { ...defaults, ...Object.fromEntries(said), id };
  for (const key of ['components', 'accessory', 'component']) {
    const inner = filled[key];
    if (Array.isArray(inner)) filled[key] = inner.map((each: object) => withId(each, ids));
    else if (typeof inner === 'object' && inner !== null) filled[key] = withId(inner, ids);
  }
  return filled;
}

const menu = { min_values: 1, max_values: 1, disabled: false };

const defaultsOf: Record<number, object> = {
  [ComponentType.Button]: { disabled: false },
  [ComponentType.StringSelect]: menu,
  [ComponentType.UserSelect]: menu,
  [ComponentType.RoleSelect]: menu,
  [ComponentType.MentionableSelect]: menu,
  [ComponentType.ChannelSelect]: menu,
  [ComponentType.Separator]: { spacing: 1, divider: true },
  [ComponentType.Container]: { accent_color: null, spoiler: false },
};
