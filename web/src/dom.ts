// Elements of the page. What comes from data goes in as text only: nothing here reads markup.

export type Child = Node | string | number | null | undefined | false | Child[];
type Handler = (event: any) => void;
type Attribute = string | number | boolean | null | undefined | Handler;

// An element with attributes, handlers ("onclick") and children. A link leads within the desk or to its own server.
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  append(element, children);
  return element;
}

// A drawn element; the same promises.
export function svg(tag: string, attributes: Record<string, Attribute> = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  append(element, children);
  return element;
}

function set(element: Element, key: string, value: Attribute): void {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") {
    element.addEventListener(key.slice(2), value);
    return;
  }
  const text = value === true ? "" : String(value);
  if ((key === "href" || key === "src") && !/^(#|v1\/|data:image\/png)/.test(text)) {
    throw new Error("a link must stay within the desk");
  }
  element.setAttribute(key, text);
}

export function append(parent: Element, children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(parent, child);
    else parent.append(child instanceof Node ? child : String(child));
  }
}

export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

// A name or value as somebody wrote it: any script and direction, without turning the words around it.
export function written(text: string): HTMLElement {
  return h("bdi", { dir: "auto", class: "written" }, text);
}

// Words that the server says, in English whatever the interface speaks.
export function said(text: string): HTMLElement {
  return h("span", { lang: "en", dir: "ltr" }, text);
}
