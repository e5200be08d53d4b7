// Every way out of a page we know of. Each is a function run in the page or its worker: it tries to send something to `url`.
// What it gives back does not matter: whether something arrived does.

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

/** A script's address in the form that Trusted Types ask for, where a policy for it can still be had: a worker has not used up the names allowed. */
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
export const workerChannels = {
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
  picture: (url) => { new Image().src = url; },
  'picture in SVG': (url) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
    image.setAttribute('href', url);
    svg.append(image);
    document.body.append(svg);
  },
  'picture of a style': (url) => { add('p', { textContent: 'x' }).style.backgroundImage = `url(${url})`; },
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
  'markup as text': (url) => { add('div', {}).innerHTML = `<img src="${url}">`; },
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
 * Tries channels, all at once, each with a path of its own. Runs them outside of the driver's own evaluation, which
 * enjoys liberties that a page's script does not have.
 */
export async function tryChannels(context, channels, prefix, listener) {
  const paths = Object.keys(channels).map((name) => `${prefix}-${encodeURIComponent(name)}`);
  const tools = Object.entries({ add, trusted, inNewWorker }).map(([name, tool]) => `const ${name} = ${tool};`);
  const runs = Object.values(channels).map((run, at) => `[${JSON.stringify(paths[at])}, ${JSON.stringify(listener.url(paths[at]))}, ${run}]`);
  await context.evaluate(`(() => {
    ${tools.join('\n')}
    globalThis.refused ??= {};
    globalThis.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
      // Of a document that was not loaded only the origin is told: there the directive must do.
      globalThis.refused[blockedURI.split('/')[3] || effectiveDirective] = 'by the policy';
    });
    for (const [path, url, run] of [${runs.join(',\n')}]) {
      setTimeout(async () => {
        try {
          await run(url);
        } catch (problem) {
          globalThis.refused[path] ??= String(problem);
        }
      });
    }
  })()`);
  return paths;
}

/** Which of the paths (or directives) were refused so far, of all that were tried in that page or worker. */
export const refusedIn = (context, paths) => context.evaluate((wanted) => wanted.filter((path) => path in (globalThis.refused ?? {})), paths);
