/**
 * A command's Markdown as Discord's messages, with what Discord can do better: commands that can be pressed, rooms and
 * roles by the names that they have now. Registered commands have ids there; without its id a command stays as it is.
 */
export interface RenderingReply {
  render(markdown: string): string[];
  commandIds: ReadonlyMap<string, string>;
}

const longest = 2_000;
/** Stand for `<` and `>` on their way through the renderer, which rightly lets no mention of a text's own pass. */
const [open, close] = ['\uE000', '\uE001'];

export function renderReply(markdown: string, { render, commandIds }: RenderingReply): string[] {
  const marked = markdown
    .replaceAll(open, '')
    .replaceAll(close, '')
    .replace(/\[(?:\\.|[^\]\\])*\]\((room|role):(\d{1,20})\)/g, (_, kind: string, id: string) => {
      return `${open}${kind === 'room' ? '#' : '@&'}${id}${close}`;
    });
  return render(marked).map((part) => {
    const named = part.replaceAll(open, '<').replaceAll(close, '>');
    const pressable = outsideCode(named, (text) => withCommands(text, commandIds));
    return pressable.length <= longest ? pressable : named;
  });
}

function withCommands(text: string, commandIds: ReadonlyMap<string, string>): string {
  return text.replace(/(?<!`)`\/([a-z-]+)( [a-z-]+)?`(?!`)/g, (whole, name: string, sub = '') => {
    const id = commandIds.get(name);
    return id === undefined ? whole : `</${name}${sub}:${id}>`;
  });
}

function outsideCode(text: string, change: (text: string) => string): string {
  const pieces = text.split('```');
  return pieces.map((piece, at) => (at % 2 === 0 ? change(piece) : piece)).join('```');
}
