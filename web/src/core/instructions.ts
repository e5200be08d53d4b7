/**
 * Takes a WebAssembly module apart so that it compresses better, and puts it
 * together again.
 *
 * In a module, each instruction is followed by its numbers: which variable,
 * which function, how far from an address. Apart, the instructions in one list
 * and each sort of number in a list of its own, Brotli makes them a tenth
 * smaller: 10 kB less to fetch, for 1 kB of this.
 */

/** The lists. Numbers from FIRST_ALIGNMENT on: the alignments of one load or store each, nearly always the same. */
const REST = 0; // everything that is not code
const TYPES = 1; // of variables
const INSTRUCTIONS = 2;
const BLOCKS = 3;
const BRANCHES = 4;
const TABLES = 5;
const CALLS = 6;
const INDIRECT = 7;
const VARIABLES = 8;
const GLOBALS = 9;
const OFFSETS = 10;
const INT32 = 11;
const INT64 = 12;
const LITERALS = 13; // floating point and vectors, byte by byte
const MEMORY = 14;
const FIRST_ALIGNMENT = 15;
const FIRST_LOAD = 0x28;
const LAST_STORE = 0x3e;
const VECTOR_ALIGNMENT = FIRST_ALIGNMENT + LAST_STORE - FIRST_LOAD + 1;
const LISTS = VECTOR_ALIGNMENT + 1;

/** Carries a module's bytes, in their order, from where they are to where they go. */
interface Carrier {
  /** Whether there is more of the module. */
  more(): boolean;
  byte(list: number): number;
  /** A number as the format writes it, 7 bits to a byte; its low 32 bits are given back. */
  number(list: number): number;
  /** What `inside` carries, behind the number of its bytes. */
  sized(inside: () => void): void;
}

function carryModule(carrier: Carrier): void {
  carryBytes(carrier, REST, 8);
  while (carrier.more()) {
    const section = carrier.byte(REST);
    if (section !== 10) carryBytes(carrier, REST, carrier.number(REST));
    else
      carrier.sized(() => {
        for (let functions = carrier.number(REST); functions > 0; functions--) carrier.sized(() => carryFunction(carrier));
      });
  }
}

function carryBytes(carrier: Carrier, list: number, bytes: number): void {
  for (; bytes > 0; bytes--) carrier.byte(list);
}

function carryNumbers(carrier: Carrier, list: number, numbers: number): void {
  for (; numbers > 0; numbers--) carrier.number(list);
}

function carryFunction(carrier: Carrier): void {
  carryNumbers(carrier, TYPES, 2 * carrier.number(TYPES));
  for (let open = 1; open > 0; ) {
    const code = carrier.byte(INSTRUCTIONS);
    if (code >= 0x02 && code <= 0x04) {
      open++;
      carrier.number(BLOCKS);
    } else if (code === 0x0b) open--;
    else if (code === 0x0c || code === 0x0d) carrier.number(BRANCHES);
    else if (code === 0x0e) carryNumbers(carrier, TABLES, 1 + carrier.number(TABLES));
    else if (code === 0x10) carrier.number(CALLS);
    else if (code === 0x11) carryNumbers(carrier, INDIRECT, 2);
    else if (code >= 0x20 && code <= 0x22) carrier.number(VARIABLES);
    else if (code === 0x23 || code === 0x24) carrier.number(GLOBALS);
    else if (code >= FIRST_LOAD && code <= LAST_STORE) {
      carrier.number(FIRST_ALIGNMENT + code - FIRST_LOAD);
      carrier.number(OFFSETS);
    } else if (code === 0x3f || code === 0x40) carrier.number(MEMORY);
    else if (code === 0x41) carrier.number(INT32);
    else if (code === 0x42) carrier.number(INT64);
    else if (code === 0x43) carryBytes(carrier, LITERALS, 4);
    else if (code === 0x44) carryBytes(carrier, LITERALS, 8);
    else if (code === 0xfc) {
      // Conversions have no number; copying and filling memory do.
      const which = carrier.number(INSTRUCTIONS);
      if (which > 7) carryNumbers(carrier, MEMORY, which === 9 || which === 11 ? 1 : 2);
    } else if (code === 0xfd) carryVectorInstruction(carrier, carrier.number(INSTRUCTIONS));
  }
}

function carryVectorInstruction(carrier: Carrier, which: number): void {
  const ofLane = which >= 84 && which <= 91;
  if (which <= 11 || ofLane || which === 92 || which === 93) {
    carrier.number(VECTOR_ALIGNMENT);
    carrier.number(OFFSETS);
  }
  if (which === 12 || which === 13) carryBytes(carrier, LITERALS, 16);
  if (ofLane || (which >= 21 && which <= 34)) carrier.byte(LITERALS);
}

function carryNumber(byte: (list: number) => number, list: number): number {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const part = byte(list);
    value |= (part & 127) << shift;
    if (part < 128) return value >>> 0;
  }
}

/** The module's lists. Only the build does this; it makes sure that join() gives back the same bytes. */
export function split(module: Uint8Array): Uint8Array[] {
  const lists: number[][] = Array.from({ length: LISTS }, () => []);
  let at = 0;
  const byte = (list: number): number => {
    const value = module[at++];
    if (value === undefined) throw new RangeError('The module ends early.');
    lists[list]?.push(value);
    return value;
  };
  const number = (list: number): number => carryNumber(byte, list);
  const skipped = -1;
  carryModule({
    more: () => at < module.length,
    byte,
    number,
    sized(inside) {
      number(skipped);
      inside();
    },
  });
  return lists.map((list) => Uint8Array.from(list));
}

/** The module of which these are the lists, one after the other, each as long as `lengths` says. */
export function join(bytes: Uint8Array, lengths: number[], size: number): Uint8Array<ArrayBuffer> {
  const module = new Uint8Array(size + 10);
  const places = new Uint32Array(LISTS);
  for (let list = 1; list < LISTS; list++) places[list] = (places[list - 1] as number) + (lengths[list - 1] as number);
  const end = lengths[REST] as number;
  let at = 0;
  const byte = (list: number): number => (module[at++] = bytes[(places[list] as number)++] as number);
  carryModule({
    more: () => (places[REST] as number) < end,
    byte,
    number: (list) => carryNumber(byte, list),
    sized(inside) {
      // The size goes before what it is the size of: room for the longest is left, and closed up.
      const start = at;
      at += 5;
      inside();
      const length = at - start - 5;
      at = start;
      for (let rest = length; ; rest >>>= 7) {
        module[at++] = rest > 127 ? (rest & 127) | 128 : rest;
        if (rest < 128) break;
      }
      module.copyWithin(at, start + 5, start + 5 + length);
      at += length;
    },
  });
  return module.subarray(0, size);
}
