// One tab with the page in it: what a user can do there, and what a user can read.

import { until } from './wait.mjs';
import { plantTools } from './worker.mjs';

/** Everything the page shows, as plain values. Runs in the page. */
function readScreen() {
  const words = (element) => (element ? element.innerText.replace(/\s+/g, ' ').trim() : null);
  const text = (root, selector) => words(root.querySelector(selector));
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const measure = (root) => ({
    value: text(root, '.value'),
    target: text(root, '.target'),
    status: text(root, '.measure .status'),
    remaining: text(root, ':scope > .remaining, :scope > .quiet'),
    workings: all(root, ':scope > ul.workings > li, :scope > p.workings').map(words),
  });
  const byId = (elements, read) =>
    Object.fromEntries(elements.map((element) => [element.dataset.criterion, read(element)]));

  const overview = document.querySelector('.overview');
  const head = (selector) => text(overview, `${selector} .section-head .status`);
  return {
    busy:
      overview?.getAttribute('aria-busy') === 'true' || document.querySelector('.file.waiting, .file.reading') !== null,
    trouble: text(document, '.message.is-trouble p'),
    note: text(document, '.message:not(.is-trouble) p'),
    files: all(document, '[data-testid=file]').map((file) => ({
      name: file.querySelector('.file-name').textContent,
      kind: text(file, '.file-kind'),
      facts: all(file, '.file-facts').map(words),
      problem: text(file, '.file-problem'),
      // textContent: several notices wait inside a closed <details>.
      notices: all(file, '.file-notices li').map((notice) => notice.textContent.trim()),
    })),
    missing: all(document, '.file.missing').map(words),
    settings: document.querySelector('.settings') && {
      anniversary: document.querySelector('#anniversary').value,
      mode: document.querySelector('#window-mode').value,
      window: text(document, '[data-testid=window]'),
      help: text(document, '#anniversary-help') || null, // hidden as long as a date is being typed
    },
    overview: overview && {
      equation: all(overview, '.equation-part').map((part) => ({
        status: text(part, '.status'),
        count: text(part, '.equation-count'),
      })),
      overall: {
        statuses: all(overview, '[data-testid=overall] .status').map(words),
        headline: overview.querySelector('.verdict').dataset.headline,
        sentence: text(overview, '.verdict'),
      },
      base: {
        status: head('[data-testid=base]'),
        cards: byId(all(overview, '[data-testid=base] .card'), (card) => ({
          title: text(card, 'h3'),
          ...measure(card),
        })),
      },
      areas: {
        status: head('[data-testid=areas]'),
        cards: all(overview, '.card.area').map((card) => ({
          id: card.dataset.area,
          title: text(card, 'h3'),
          status: text(card, '.card-head .status'),
          designated: card.querySelector('.designated') !== null,
        })),
        metrics: byId(all(overview, '.card.area .metric'), (metric) => ({
          title: text(metric, 'h4'),
          ...measure(metric),
        })),
      },
      accounting: text(overview, '[data-testid=accounting]'),
    },
  };
}

/** The open flyout, or null. Runs in the page. */
function readFlyout() {
  const dialog = document.querySelector('#flyout dialog[open]');
  if (!dialog) return null;
  const words = (element) => (element ? element.innerText.replace(/\s+/g, ' ').trim() : null);
  const text = (selector) => words(dialog.querySelector(selector));
  const all = (selector) => [...dialog.querySelectorAll(selector)];
  const cells = (row) => [...row.children].map(words);
  return {
    place: text('.flyout-walk .quiet'),
    area: text('.flyout-area'),
    title: text('#flyout-title'),
    value: text('.value'),
    target: text('.target'),
    status: text('.measure .status'),
    definition: text('.definition'),
    window: words(all('.flyout-body > section:first-of-type p').at(-1)),
    equation: text('[data-testid=equation]'),
    rules: all('.rules tbody tr').map(cells),
    counted: text('.reasons .is-counted td'),
    reasons: all('.reasons tbody tr[data-reason]').map((row) => ({
      id: row.dataset.reason,
      rows: words(row.querySelector('td')),
      explanation: words(row.querySelector('.explanation')),
    })),
    allRows: text('.reasons tfoot td'),
    downloads: Object.fromEntries(
      all('.menu-items button').map((button) => [
        button.firstChild.textContent.trim() || button.textContent.trim().split(/\s+\d/)[0],
        button.querySelector('.quiet').textContent,
      ]),
    ),
  };
}

export class Tab {
  /** Everything the console said, of the page and its worker: {type, text}. */
  console = [];
  /** Addresses of every request the tab made. */
  requests = [];

  constructor(page, engine) {
    this.page = page;
    this.engine = engine;
    page.on('console', (message) => this.console.push({ type: message.type(), text: message.text() }));
    page.on('pageerror', (error) => this.console.push({ type: 'uncaught', text: String(error) }));
    page.on('request', (request) => this.requests.push(request.url()));
  }

  /**
   * Opens the page for the first time. `prepare` runs in it before any script of its own; the functions in `tools`, or
   * {name, text} of such, can be called in its worker by inWorker(). `scripts: false` runs none of its scripts, `ready:
   * false` does not wait for its core.
   */
  async begin(url, { prepare, tools, scripts = true, ready = true } = {}) {
    await this.page.setViewport({ width: 1280, height: 900 });
    if (!scripts) await this.page.setJavaScriptEnabled(false);
    if (prepare) await this.page.evaluateOnNewDocument(prepare);
    if (tools)
      await this.page.evaluateOnNewDocument(
        plantTools,
        Object.fromEntries(tools.map((tool) => [tool.name, tool.text ?? String(tool)])),
      );
    if (ready) await this.goto(url);
    else await this.page.goto(url);
  }

  /** Opens an address anew and waits until the page is at rest, its core running. */
  async goto(url) {
    // To the same address but for the fragment the browser would not load anything.
    if (this.page.url() !== 'about:blank') await this.page.goto('about:blank');
    await this.page.goto(url);
    await this.ready();
  }

  async reload() {
    await this.page.reload();
    await this.ready();
  }

  /** The rulebook's date in the footer comes from the core: it is there once the worker has answered. */
  ready = () =>
    until(
      () => this.page.evaluate(() => document.querySelector('#rulebook')?.textContent !== ''),
      'the page has heard from its core',
    );

  /** Drags files onto the page from outside. `between()` runs while they hang over it. */
  async drop(paths, { at, between = async () => {} } = {}) {
    const { drop } = await this.drag(paths, at);
    await between();
    await drop();
  }

  /** Holds files over the page: {drop, leave}. */
  drag = (paths, at = { x: 300, y: 600 }) => this.engine.drag(this.page, paths, at);

  /**
   * Pastes text as from a clipboard, outside of any field. The clipboard itself belongs to all programs of the machine,
   * so tests leave it alone.
   */
  paste = (text) =>
    this.page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      // Firefox has names of its own for what stands on the clipboard.
      document.body.dispatchEvent(
        new ClipboardEvent('paste', {
          clipboardData,
          data: text,
          dataType: 'text/plain',
          bubbles: true,
          cancelable: true,
        }),
      );
    }, text);

  /** Gives files to the page's own file input, as its file dialog would. */
  async choose(paths) {
    const input = await this.page.$('input[type=file]');
    await input.uploadFile(...paths);
    await input.dispose();
  }

  /**
   * Drops files and waits until that many stand in the strip, nothing is being read any more, and what was read has its
   * cards.
   */
  async give(paths, count = paths.length) {
    await this.drop(paths);
    return this.atRest(count);
  }

  atRest(count) {
    return until(async () => {
      const screen = await this.screen();
      const scored =
        screen.overview !== null ||
        (await this.page.$('[data-testid=rows][aria-busy=false]')) !== null ||
        screen.files.every(({ problem }) => problem !== null);
      return !screen.busy && scored && screen.files.length === count && screen;
    }, `${count} files have been read`);
  }

  screen = () => this.page.evaluate(readScreen);
  flyout = () => this.page.evaluate(readFlyout);
  /** Asks inside the first frame of the page. */
  inFrame = (ask) => until(() => this.page.frames()[1], 'the page has a frame').then((frame) => frame.evaluate(ask));
  hash = () => this.page.evaluate(() => location.hash);

  /** A click where a user would click; the element is brought into view first. */
  click = (selector) => this.page.locator(selector).click();

  /** Clicks the button with this name. (The driver's own look-up by name takes Firefox seconds.) */
  press = (label) =>
    this.page
      .locator(
        new Function(`
    const root = document.querySelector('dialog[open]') ?? document;
    const name = (button) => (button.getAttribute('aria-label') ?? button.textContent).replace(/\\s+/g, ' ').trim();
    return [...root.querySelectorAll('button')].find((button) => name(button) === ${JSON.stringify(label)} && button.checkVisibility());
  `),
      )
      .click();

  details = (criterion) => this.click(`[data-criterion="${criterion}"] button`);

  /** Types a date (YYYY-MM-DD) into the field, key by key. */
  async setAnniversary(date) {
    const [year, month, day] = date.split('-');
    // A field entered anew begins with its first part; one that has the focus would go on where it was left.
    await this.page.$eval('#anniversary', (field) => field.blur());
    await this.page.focus('#anniversary');
    await this.page.keyboard.type(`${month}${day}${year}`);
  }

  setMode = (mode) => this.page.select('#window-mode', mode);

  /** Chooses Download in the open flyout: 'Counted', 'Not counted' or 'All'. */
  async download(which) {
    await this.click('#flyout dialog .menu > summary');
    const place = ['Counted', 'Not counted', 'All'].indexOf(which) + 1;
    await this.click(`#flyout dialog .menu-items button:nth-of-type(${place})`);
  }

  /** The page's one worker. Firefox's cannot be evaluated in: see inWorker. */
  worker = () => until(() => this.page.workers()[0], 'the page has a worker');

  /** Calls one of the functions the tab was opened with, in the page's worker, and waits for its answer. */
  inWorker = (tool, ...given) =>
    this.page.evaluate((name, given) => globalThis.callTool(name, given, true), tool.name, given);

  /** The same for a function that ends the worker, after which nothing answers. */
  endWorker = (tool, ...given) =>
    this.page.evaluate((name, given) => globalThis.callTool(name, given, false), tool.name, given);
}
