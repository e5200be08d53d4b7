// How the installed Chromium is started, by tests and benchmark alike. Each brings its own driver.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these programs that is installed, or undefined. */
export function findProgram(names) {
  const places = (name) =>
    name.includes('/') ? [name] : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return names
    .filter(Boolean)
    .flatMap(places)
    .find((place) => {
      try {
        accessSync(place, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export const CHROMIUM_NAMES = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'];

export const CHROMIUM_ARGS = [
  '--no-sandbox', // it has none to offer to root, as which tests run in containers
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', // the browser's own calls home, too, stay on this machine
];

/**
 * A browser writes its settings beside its profile, its caches elsewhere: all of it goes where it is thrown away. One
 * language, so that numbers read the same everywhere.
 */
export const surroundings = (profile) => ({
  ...process.env,
  XDG_CONFIG_HOME: profile,
  XDG_CACHE_HOME: profile,
  LANGUAGE: 'en_US',
});
