// How much memory a process and all its children hold, and how long they had a processor, by what the system says.

import { readdirSync, readFileSync } from 'node:fs';

const EVERY = 50;

function parents() {
  const found = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      found.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has just ended.
    }
  }
  return found;
}

function family(root) {
  const all = parents();
  const members = new Set([root]);
  for (let before = 0; before !== members.size;) {
    before = members.size;
    for (const [child, parent] of all) if (members.has(parent)) members.add(child);
  }
  return [...members];
}

/** Bytes of a process's own and shared memory, without what is mapped from files. */
function resident(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
    return (kilobytes('RssAnon') + kilobytes('RssShmem')) * 1024;
  } catch {
    return 0;
  }
}

const TICK_MS = 10; // what /proc counts in, on every Linux that Node runs on

/** Milliseconds for which a process had a processor. */
export function processorTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return (user + system) * TICK_MS;
  } catch {
    return 0;
  }
}

/**
 * Watches a process with its children from now on. growth() is the most they held together beyond what they hold now,
 * cpu() the milliseconds for which they had a processor.
 */
export function watchMemory(root) {
  let members = family(root);
  const now = () => members.reduce((sum, pid) => sum + resident(pid), 0);
  const before = now();
  const times = () => members.reduce((sum, pid) => sum + processorTime(pid), 0);
  const began = times();
  let spent = 0;
  let most = before;
  let turns = 0;
  const look = () => {
    if (++turns % 10 === 0) members = family(root); // new children are rare, and looking for them costs more
    most = Math.max(most, now());
  };
  const timer = setInterval(look, EVERY);
  return {
    stop: () => {
      look();
      spent = times() - began;
      clearInterval(timer);
    },
    growth: () => most - before,
    cpu: () => spent,
  };
}
