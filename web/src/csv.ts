// Reads the rows of a CSV file as RFC 4180 writes them, with , ; or tab between cells. Odd rows are kept apart.

export interface Rows { header: string[]; rows: string[][]; bad: number; }

// The separator is the one that stands most often in the first line, outside quotes.
export function read_csv(text: string): Rows {
  const all = cells(text.replace(/^\uFEFF/, ""), separator_of(text)).filter((row) => row.length > 1 || row[0] !== "");
  const header = all.shift() ?? [];
  const rows = all.filter((row) => row.length === header.length);
  return { header, rows, bad: all.length - rows.length };
}

function separator_of(text: string): string {
  const line = (text.match(/^[^\r\n]*/)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const count = (mark: string) => line.split(mark).length;
  return [",", ";", "\t"].sort((left, right) => count(right) - count(left))[0]!;
}

function cells(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const end_cell = () => {
    row.push(cell);
    cell = "";
  };
  const end_row = () => {
    end_cell();
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]!;
    if (quoted) {
      if (mark !== '"') cell += mark;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (mark === '"' && cell === "") quoted = true;
    else if (mark === separator) end_cell();
    else if (mark === "\n") end_row();
    else if (mark !== "\r") cell += mark;
  }
  if (cell !== "" || row.length > 0) end_row();
  return rows;
}

// A cell for a spreadsheet: quoted, and never read as a formula.
export function cell_text(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? "'" + value : String(value);
  return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}
