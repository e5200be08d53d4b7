// What can be asked of the page once a file is read: another anniversary, and pages of line items. Each is timed in the
// page itself, from what a user does to what then stands there.

const ANNIVERSARIES = [
  '2026-11-01',
  '2026-06-15',
  '2027-01-31',
  '2026-03-01',
  '2026-09-30',
  '2026-07-01',
  '2027-02-01',
  '2026-05-05',
  '2026-08-08',
  '2026-12-01',
];

/** Milliseconds for each of ten moves of the anniversary. */
export async function moveAnniversary(page) {
  return page.evaluate(async (dates) => {
    const times = [];
    for (const date of dates) {
      const field = document.querySelector('#anniversary');
      const facts = document.querySelector('[data-testid="window"]');
      const before = facts.textContent;
      const began = performance.now();
      const shown = new Promise((resolve) => {
        // The window beside the cards is the score's, and so stands there when they do.
        const observer = new MutationObserver(() => {
          if (document.querySelector('[data-testid="window"]').textContent === before) return;
          observer.disconnect();
          resolve(performance.now() - began);
        });
        observer.observe(document.querySelector('#page'), { subtree: true, childList: true, characterData: true });
      });
      field.value = date;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      times.push(await shown);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    return times;
  }, ANNIVERSARIES);
}

/** {what was asked for: milliseconds} for pages of up to a hundred line items. */
export async function pageLineItems(page) {
  return page.evaluate(async () => {
    const state = () => {
      const screen = document.querySelector('.rows');
      if (!screen || screen.getAttribute('aria-busy') === 'true') return null;
      const place = screen.querySelector('.pager span')?.textContent;
      return place && screen.querySelectorAll('tbody tr').length > 0 ? place : null;
    };
    const timed = async (act) => {
      const before = state();
      const began = performance.now();
      const shown = new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          const now = state();
          if (now === null || now === before) return;
          observer.disconnect();
          resolve(performance.now() - began);
        });
        observer.observe(document.querySelector('#page'), {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
      });
      act();
      const ms = await Promise.race([shown, new Promise((resolve) => setTimeout(() => resolve(null), 20000))]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return ms;
    };
    const press = (label) => () => document.querySelector(`.rows .pager [aria-label="${label}"]`).click();
    const times = {};
    const choose = (reason) => document.querySelector(`.rows .chip[data-reason="${reason}"]`).click();
    for (const reason of ['outside_window', 'ineligible_instructor', 'counted']) {
      times[`${reason}, first page`] = await timed(() =>
        document.querySelector('.rows') ? choose(reason) : (location.hash = `#/rows?reason=${reason}`),
      );
      times[`${reason}, next page`] = await timed(press('Next page'));
      times[`${reason}, last page`] = await timed(press('Last page'));
    }
    return times;
  });
}
