// Writes SVG and HTML. Every text and attribute is escaped here, since ids and reasons are not ours.

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Finished markup, which is not escaped again. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = string | Markup | readonly Content[];

/** Writes an element. Attributes that are undefined or false are omitted; true ones have no value. */
export function tag(name: string, attributes: Attributes = {}, ...content: readonly Content[]): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([key, value]) => (value === true ? ` ${key}` : ` ${key}="${escaped(String(value))}"`));
  return new Markup(`<${name}${written.join("")}>${render(content)}</${name}>`);
}

export function render(content: Content): string {
  if (content instanceof Markup) return content.text;
  return typeof content === "string" ? escaped(content) : content.map(render).join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
