// The browsers in which the downloads are opened: open(url) gives a Tab showing the page, close() ends the browser.

import { startBrowser } from '../browser/support/browser.mjs';

export const openBrowser = (kind) => startBrowser({ kind });
