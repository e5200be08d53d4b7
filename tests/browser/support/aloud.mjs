// What a screen reader is told of the page. Only Chromium's protocol says so.

export const PARTS = [
  'banner',
  'main',
  'contentinfo',
  'dialog',
  'region',
  'navigation',
  'search',
  'alert',
  'status',
  'progressbar',
  'image',
];
const CONTROLS = ['button', 'combobox', 'textbox', 'searchbox', 'checkbox', 'Date', 'DisclosureTriangle', 'link'];

/** One thing after the other: {role, name, level, table: the name of the table it stands in}. */
export async function told({ page }) {
  const found = [];
  const walk = ({ role, name = '', level, children = [] }, table = '') => {
    found.push({ role, name, level, table });
    // Inside of these stand only the browser's own parts of the field.
    if (!['combobox', 'Date'].includes(role))
      for (const child of children) walk(child, role === 'table' ? name : table);
  };
  walk(await page.accessibility.snapshot({ interestingOnly: false }));
  return found;
}

export const named = (list, roles) =>
  list.filter(({ role }) => roles.includes(role)).map(({ role, name }) => (name ? `${role} ${name}` : role));
export const headings = (list) =>
  list.filter(({ role }) => role === 'heading').map(({ level, name }) => `${level} ${name}`);

/** Controls and parts without a name, and controls that one who cannot see cannot tell from each other. */
export function unnamed(list) {
  const controls = list.filter(({ role }) => CONTROLS.includes(role));
  // The pages of line items can be turned above and below them, in parts that have names of their own.
  const words = controls
    .map(({ role, name, table }) => `${role} ${name}${table ? ` in ${table}` : ''}`)
    .filter((words) => !/^button (First|Previous|Next|Last) page$/.test(words));
  const parts = list.filter(({ role }) => ['dialog', 'region', 'image', 'navigation', 'progressbar'].includes(role));
  return [
    ...[...controls, ...parts].filter(({ name }) => name.trim() === '').map(({ role }) => `${role} without a name`),
    ...words.filter((name, at) => words.indexOf(name) !== at).map((name) => `${name}, once more`),
  ];
}
