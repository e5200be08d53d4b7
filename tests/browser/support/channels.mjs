// Every way out of a page we know of. Each is a function run in the page or its worker: it tries to send something to
// `url`. What it gives back does not matter: whether something arrived does.

/** Ways that both a page and a worker have. */
const both = {
  fetch: (url) => fetch(url),
  'fetch without CORS': (url) => fetch(url, { mode: 'no-cors' }),
  'fetch that outlives the page': (url) => fetch(url, { method: 'POST', body: 'row', keepalive: true }),
  XMLHttpRequest: (url) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.send();
  },
  WebSocket: (url) => new WebSocket(url.replace('http', 'ws')),
  EventSource: (url) => new EventSource(url),
  import: (url) => import(url),
  font: (url) => new FontFace('leak', `url(${url})`).load(),
};

const add = (name, properties) => {
  const element = Object.assign(document.createElement(name), properties);
  document.body.append(element);
  return element;
};

/**
 * A script's address in the form that Trusted Types ask for, where a policy for it can still be had: a worker has not
 * used up the names allowed.
 */
const trusted = (url) => {
  try {
    globalThis.leak ??= trustedTypes.createPolicy('core-worker', { createScriptURL: (text) => text });
    return globalThis.leak.createScriptURL(url);
  } catch {
    return url;
  }
};

/** Starts a worker from text that fetches a script. Ends only when that was refused. */
const inNewWorker = (url) =>
  new Promise((_, refuse) => {
    const source = `const trusted = ${trusted}; try { importScripts(trusted(${JSON.stringify(url)})); } catch (problem) { postMessage(String(problem)); }`;
    new Worker(trusted(URL.createObjectURL(new Blob([source])))).onmessage = ({ data }) => refuse(data);
  });

/** Ways that start from the worker. */
const workerChannels = {
  ...both,
  importScripts: (url) => importScripts(trusted(url)),
  'a worker within': (url) => inNewWorker(url),
};

/** Ways that start from the page. */
export const pageChannels = {
  ...both,
  beacon: (url) => navigator.sendBeacon(url, 'row'),
  'fetch later': (url) => fetchLater(url, { activateAfter: 0 }),
  'another worker': (url) => inNewWorker(url),
  picture: (url) => {
    new Image().src = url;
  },
  'picture in SVG': (url) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
    image.setAttribute('href', url);
    svg.append(image);
    document.body.append(svg);
  },
  'picture of a style': (url) => {
    add('p', { textContent: 'x' }).style.backgroundImage = `url(${url})`;
  },
  'picture of a style sheet': (url) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`.leak { background: url(${url}) }`);
    document.adoptedStyleSheets.push(sheet);
    add('p', { textContent: 'x', className: 'leak' });
  },
  'picture of a button': (url) => add('input', { type: 'image', src: url }),
  'picture of a video': (url) => add('video', { poster: url }),
  audio: (url) => add('audio', { src: url }),
  video: (url) => add('video', { src: url }),
  'style sheet': (url) => add('link', { rel: 'stylesheet', href: url }),
  prefetch: (url) => add('link', { rel: 'prefetch', href: url }),
  'preload of a picture': (url) => add('link', { rel: 'preload', as: 'image', href: url }),
  'preload of a script': (url) => add('link', { rel: 'preload', as: 'script', href: url }),
  'preload of data': (url) => add('link', { rel: 'preload', as: 'fetch', crossOrigin: '', href: url }),
  'preload of a module': (url) => add('link', { rel: 'modulepreload', href: url }),
  script: (url) => add('script', { src: url }),
  object: (url) => add('object', { data: url }),
  embed: (url) => add('embed', { src: url }),
  'link with ping': (url) => add('a', { href: '#/', ping: url }).click(),
  'markup as text': (url) => {
    add('div', {}).innerHTML = `<img src="${url}">`;
  },
};

/**
 * Ways that load another document. They are refused as well, but Chromium may open the connection ahead of its
 * decision: then there is a connection, and not one byte on it.
 */
export const documentChannels = {
  frame: (url) => add('iframe', { src: url }),
  'form in a frame': (url) => {
    add('iframe', { name: 'leak' });
    add('form', { method: 'post', action: url, target: 'leak' }).submit();
  },
  form: (url) => add('form', { method: 'post', action: url, target: '_blank' }).submit(),
};

/**
 * What an engine does not have, or has switched off: nothing arrives there even from a page without a policy. A test
 * keeps this list true.
 */
export const missing = {
  chromium: [],
  firefox: ['fetch later', 'link with ping'],
};

/** What an engine refuses without telling the page: there nothing but the silence of the other side shows it. */
const untold = {
  chromium: [],
  firefox: [
    'prefetch',
    'preload of a picture',
    'preload of a script',
    'preload of data',
    'preload of a module',
    'object',
    'embed',
    'link with ping',
    'EventSource',
  ],
};

/** Of paths that were tried those whose refusal shows. */
export const told = (paths, kind) => paths.filter((path) => !untold[kind].includes(nameOf(path)));
/** The channel a path was made for. */
export const nameOf = (path) => decodeURIComponent(path.slice(path.indexOf('-') + 1));

/** The text of a function that tries channels, all at once, given a list of names and addresses. */
const tryText = (channels) => `(list) => {
  ${Object.entries({ add, trusted, inNewWorker })
    .map(([name, tool]) => `const ${name} = ${tool};`)
    .join('\n')}
  const channels = {${Object.entries(channels)
    .map(([name, run]) => `${JSON.stringify(name)}: ${run}`)
    .join(',\n')}};
  globalThis.refused ??= {};
  globalThis.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
    // Of a document that was not loaded only the origin is told: there the directive must do.
    globalThis.refused[blockedURI.split('/')[3] || effectiveDirective] = 'by the policy';
  });
  for (const [name, path, url] of list) {
    // Outside of the driver's own evaluation, which enjoys liberties that a page's script does not have.
    setTimeout(async () => {
      try {
        await channels[name](url);
      } catch (problem) {
        globalThis.refused[path] ??= String(problem);
      }
    });
  }
}`;

const refusedOf = (wanted) => wanted.filter((path) => path in (globalThis.refused ?? {}));

/** What a tab must be opened with for channels to be tried in its worker. */
export const workerTools = [
  { name: 'tryChannels', text: tryText(workerChannels) },
  { name: 'refusedOf', text: String(refusedOf) },
];

const listed = (channels, prefix, listener) =>
  Object.keys(channels).map((name) => {
    const path = `${prefix}-${encodeURIComponent(name)}`;
    return [name, path, listener.url(path)];
  });

/**
 * Tries channels in the page, each with a path of its own. Gives {paths, refused(wanted = paths)}: which of them were
 * refused so far.
 */
export async function tryInPage({ page }, channels, prefix, listener) {
  const list = listed(channels, prefix, listener);
  await page.evaluate(`(${tryText(channels)})(${JSON.stringify(list)})`);
  const paths = list.map(([, path]) => path);
  return { paths, refused: (wanted = paths) => page.evaluate(refusedOf, wanted) };
}

/** The same for the worker's channels, in the worker. */
export async function tryInWorker(tab, prefix, listener) {
  const list = listed(workerChannels, prefix, listener);
  await tab.inWorker(workerTools[0], list);
  const paths = list.map(([, path]) => path);
  return { paths, refused: (wanted = paths) => tab.inWorker(workerTools[1], wanted) };
}
