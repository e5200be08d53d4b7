// Puts the built page into one HTML file that opens by double-click and is bound by the same policy: where the page's
// own policy allows scripts and styles by their place ('self'), this one allows exactly these texts, by their hashes.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const attribute = (tag, name) => new RegExp(String.raw`\b${name}="([^"]*)"`).exec(tag)?.[1];
/** The file at an address, which has more behind it for browsers. */
const fileAt = (address) => address?.replace(/\?.*/, '');

/**
 * The text between two tags as the browser will hash it. What would end it early, or read differently there, is
 * refused.
 */
function inlineText(text, name, forbidden) {
  const trouble = forbidden.exec(text) ?? /[\r\0\uFEFF]/.exec(text);
  if (trouble) throw new Error(`${name} cannot stand inside an HTML file: it has ${JSON.stringify(trouble[0])} in it.`);
  return text;
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

const MEDIA_TYPES = { '.svg': 'image/svg+xml', '.png': 'image/png' };

export function singleFile(folder, notices) {
  // Marks of files that stand by themselves; the one file has its own.
  const text = (name) => readFileSync(join(folder, name), 'utf8').replace(/^\uFEFF/, '');
  let html = text('index.html');
  const scripts = [];
  const styles = [];

  html = html.replace(/<link\b[^>]*\brel="stylesheet"[^>]*>/g, (tag) => {
    const name = fileAt(attribute(tag, 'href'));
    const style = inlineText(text(name), name, /<\/style|url\((?!["']?data:)/i);
    styles.push(style);
    return `<style>${style}</style>`;
  });

  // Deferred scripts run after the document, in order: so do scripts at its end. So may one that runs at any time, or
  // opens the worker, which needs no document.
  html = html.replace(/[ \t]*<script\b([^>]*)><\/script>\n?/g, (tag, attributes) => {
    const name = fileAt(attribute(attributes, 'src'));
    if (!/\b(defer|async)\b/.test(attributes) && name !== 'tspq-worker.js')
      throw new Error(`Only scripts that do not need their place can move to the end of the page: ${tag.trim()}`);
    scripts.push(inlineText(text(name), name, /<\/script|<script|<!--/i));
    return '';
  });

  html = html.replace(/\b(href|src)="(?!data:|#)([^":]*)"/g, (_, kind, name) => {
    const type = MEDIA_TYPES[extname(name)];
    if (!type) throw new Error(`index.html refers to ${name}, which a single file cannot hold.`);
    return `${kind}="data:${type};base64,${readFileSync(join(folder, name)).toString('base64')}"`;
  });

  const byHash = { 'script-src': scripts.map(hashOf), 'style-src': styles.map(hashOf), 'manifest-src': ["'none'"] };
  let policies = 0;
  html = html.replace(/(http-equiv="Content-Security-Policy"\s+content=")([^"]*)"/, (_, start, policy) => {
    policies++;
    const directives = policy.split(';').map((directive) => {
      const [name, ...sources] = directive.trim().split(/\s+/);
      return [name, ...sources.flatMap((source) => (source === "'self'" ? (byHash[name] ?? []) : [source]))].join(' ');
    });
    return `${start}${directives.join('; ')}"`;
  });
  if (policies !== 1) throw new Error('index.html has no policy to carry over.');

  // Browsers look for the encoding in the first 1024 bytes, and the longer policy stands before it.
  const encoding = html.search(/<meta charset="utf-8"/i);
  if (encoding < 0 || encoding > 980) throw new Error('The encoding stands too late in the page.');

  if (/--!?>/.test(notices)) throw new Error('The notices cannot stand in a comment.');
  const end = `${scripts.map((script) => `<script>${script}</script>\n`).join('')}<!--\n${notices}-->\n`;
  const at = html.lastIndexOf('</body>');
  // The hashes are of the texts as UTF-8, so the browser must read them as that: a mark says so before anything a host
  // says.
  return `\uFEFF${html.slice(0, at)}${end}${html.slice(at)}`;
}
