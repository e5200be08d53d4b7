// A small CSV reader for downloads, apart from the core's: comma, quotes doubled, CR LF.

/** The records of a CSV text, each with its cells and its own text (line end included). */
function readCsv(text) {
  const records = [];
  let cells = [];
  let cell = '';
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      cells.push(cell);
      cell = '';
    } else if (c === '\r' && text[at + 1] === '\n') {
      records.push({ cells: [...cells, cell], text: text.slice(start, at + 2) });
      cells = [];
      cell = '';
      start = ++at + 1;
    } else cell += c;
  }
  if (quoted || start !== text.length) throw new Error('The CSV does not end with a whole record.');
  return records;
}

/** A download of line items: the header, and one object for each row with its cells by column and its own text. */
export function readRows(bytes) {
  const text = bytes.toString('utf8');
  if (!text.startsWith('\uFEFF')) throw new Error('The CSV does not begin with a byte-order mark.');
  const [header, ...records] = readCsv(text.slice(1));
  const rows = records.map(({ cells, text: own }) => {
    if (cells.length !== header.cells.length)
      throw new Error(`A row has ${cells.length} cells, the header ${header.cells.length}: ${own}`);
    return { ...Object.fromEntries(header.cells.map((name, at) => [name, cells[at]])), text: own };
  });
  return { header: header.cells, head: `\uFEFF${header.text}`, rows };
}
