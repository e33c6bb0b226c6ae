// What the server of Clew says, under v1/. Every call answers a value or throws Refusal with the server's own words.

export interface Version { name: string; published_on: string; loaded_at: string; entities: number; issues: number; }
export interface Dataset { name: string; title: string; publisher: string; licence: string; versions: Version[]; }
export interface Info { store: string; generation: number; datasets: Dataset[]; }

export interface Found { id: string; schema: string; caption: string; names: string[]; birthDate: string[]; datasets: string; }
export interface Find { total: number; results: Found[]; }

export interface Statement {
  property: string; value: string; schema: string; dataset: string; field: string; source: string; sha256: string;
  line?: number; offset: number; length: number; known_from?: string; known_until?: string; language?: string;
}
export interface Entity {
  id: string; schema: string; caption: string; listings: string[]; contradicted: string[]; statements: Statement[];
  about?: { id: string; schema: string }[]; others_total?: number;
}
export interface SourceLine {
  property: string; value: string; field: string; dataset: string; source: string; member: string; sha256: string;
  line?: number; offset: number; length: number; bytes: string; cut: boolean; redacted: boolean;
}
export interface Link {
  relation: string; other: string; caption: string; details: string; link: string; schema: string; source: string;
}
export interface Links { id: string; caption: string; others_total: number; cut: boolean; links: Link[]; }

export interface Explanation { feature: string; query: string; listed: string; relation: string; weight: number; }
export interface Hit {
  id: string; caption: string; schema: string; datasets: string[]; topics?: string[]; match?: boolean; status: string;
  listings?: string[]; score: number; weight: number; probability?: number; explanations: Explanation[];
  query_name: string; listed_name: string;
  decision?: { judgement: string; author: string; why: string; decided_at?: string } | null;
}
export interface Screened { results: Hit[]; error?: string; set_aside?: Hit[]; }
// A customer, by the names of the model's properties.
export interface Query { id?: string; name: string; birthDate?: string; country?: string; }

export interface Span { low: string; high: string; low_open: boolean; high_open: boolean; }
export interface Rests { link: string; from: string; to: string; says: string; dataset: string; source: string; }
export interface Holder { id: string; name: string; kind: string; listed: boolean; shares: Span; votes: Span;
  control: { answer: string }; rests_on: Rests[]; }
export interface Verdict {
  rule: string; source: string; checked: boolean; in_force: boolean; answer: string; persons: string[];
  readings: { test: string; answer: string }[]; rests_on: Rests[]; falls_without: Rests[];
  ask_next: unknown[];
}
export interface Trace {
  id: string; name: string; kind: string; valid_on: string; has_answer: boolean; proved: string; ranged: string;
  unknown: string; holders: Holder[]; unknown_begins: { company: string; shares: Span; why: string; links: Rests[] }[];
  negative_facts: { subject: string; says: string; source: string }[]; verdicts: Verdict[];
}

export interface Mention {
  name: string; kind: string; role: string; mentions: { words: string; begin: number; size: number; role: string }[];
  candidates?: Hit[];
}
export interface Page {
  title: { value: string } | null; outlet: { value: string } | null; published: { value: string } | null; text: string;
  named: Mention[]; note: string;
  claims: { who: string; kind: string; meaning: string; is_denied: boolean; the_page_says: string }[];
}

// What happens, without a name; a country counts from five on.
export interface Figures {
  at: string; started_at: string; generation: number; requests: number; milliseconds_mean: number; screened: number; hits: number;
  hits_by_dataset: Record<string, number>; hits_by_schema: Record<string, number>; hits_by_country: Record<string, number>;
  minutes: { minute: string; screened: number; hits: number }[];
}

const of = encodeURIComponent;

export class Refusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  return (await (await reach(path, init)).json()) as T;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch("v1/" + path, { credentials: "same-origin", ...init });
  } catch (reason) {
    if (reason instanceof DOMException) throw reason;
    throw new Refusal(0, "");
  }
  if (!response.ok) throw new Refusal(response.status, await words_of(response));
  return response;
}

// A refusal is {"detail": "..."}, as in the interface for other software; anything else is shown as it came.
async function words_of(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as { detail?: unknown; error?: unknown };
    const words = body.detail ?? body.error ?? text;
    return Array.isArray(words) ? words.map((one: { msg?: unknown }) => String(one.msg ?? one)).join("; ") : String(words);
  } catch {
    return text;
  }
}

function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return ask<T>(path, signal ? { ...init, signal } : init);
}

export const figures = () => ask<Figures>("figures");
export const info = () => ask<Info>("info");
// Names travel in bodies: addresses end up in logs.
export const find = (words: string, signal?: AbortSignal) => post<Find>("find", { q: words, limit: 20 }, signal);
export const entity = (id: string) => ask<Entity>("entities/" + of(id));
export const source = (id: string, property: string) =>
  ask<SourceLine[]>(`entities/${of(id)}/source?field=${of(property)}`);
export const links = (id: string) => ask<Links>(`entities/${of(id)}/links`);
export const trace = (id: string, rule: string, day: string) =>
  ask<Trace>(`entities/${of(id)}/trace?rule=${of(rule)}` + on(day));
export const chart_path = (id: string, day: string) => `v1/entities/${of(id)}/chart.svg?rule=all` + on(day);
// Rows as JSON lines, answered line by line in the same order; `each` is called as they come.
export async function screen(rows: Query[], schema: string, limit: number, each: (answer: Screened, place: number) => void, signal?: AbortSignal): Promise<void> {
  const init: RequestInit = { method: "POST", headers: { "Content-Type": "application/x-ndjson" }, body: rows.map((row) => JSON.stringify(row)).join("\n") };
  if (signal) init.signal = signal;
  const response = await reach(`screen?schema=${of(schema)}&limit=${limit}`, init);
  let place = 0;
  await lines_of(response, (line) => each(JSON.parse(line) as Screened, place++));
  if (place !== rows.length) throw new Refusal(0, "");
}

async function lines_of(response: Response, each: (line: string) => void): Promise<void> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop()!;
    lines.filter((line) => line.trim()).forEach(each);
  }
  if (rest.trim()) each(rest);
}

export const read_page = (html: string) => post<Page>("pages", { html });
// The file goes as it is; the sheet comes as the command line writes it for people.
export const check_request = async (request: string, as: "sender" | "receiver") => {
  const init: RequestInit = { method: "POST", headers: { "Content-Type": "application/yaml" }, body: request };
  return (await reach(`requests/check?as=${as}&format=text`, init)).text();
};

const on = (day: string) => (day ? "&valid_on=" + of(day) : "");
