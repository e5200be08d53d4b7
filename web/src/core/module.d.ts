/** The core's WebAssembly face, as wasm/bindings.cpp defines it. */
declare module 'tspq-core' {
  /** One calculation: files go in, answers come out. Call delete() to free it. */
  export interface Calculator {
    /** Empty, or JSON of the problem that kept the set-up from being used. */
    problem(): string;
    beginFile(name: string, size: number): void;
    /** A view of n bytes in the core's memory to fill. Growing memory detaches it: take it anew for every chunk. */
    room(n: number): Uint8Array;
    /** The first n bytes of the room are the next bytes of the file. */
    feed(n: number): void;
    /** Ends the file; complete is false when its bytes changed or ended early. JSON of FileReading. */
    endFile(complete: boolean): string;
    /** How many rows of the file under way have been read. */
    rowsSoFar(): number;
    /** JSON of Score. */
    score(anniversary: string, windowMode: string): string;
    /** JSON of Details. */
    details(anniversary: string, windowMode: string, criterion: string): string;
    /** JSON of Outlook. */
    outlook(anniversary: string, windowMode: string): string;
    /** JSON of Found: where the rows under the filter (JSON of CoreFilter) stand, from a place among them. Empty when the filter holds an unknown id. */
    findRows(anniversary: string, windowMode: string, filter: string, from: number, count: number): string;
    /** Turns to a piece of the last findRows: its bytes follow. */
    beginItems(piece: number): boolean;
    feedItems(n: number): void;
    /** JSON of the piece's rows, a list of Item. */
    endItems(): string;
    /** Looks for a text: every file is then fed once. findRows answers for that text from the hits. */
    beginSearch(anniversary: string, windowMode: string, text: string): void;
    /** False when the file holds no rows. */
    beginSearchOf(fileIndex: number): boolean;
    feedSearch(n: number): void;
    endSearchOf(): void;
    /** Starts a download of the rows under the filter (JSON of CoreFilter) and gives its header; empty when the filter holds an unknown id. */
    beginRows(anniversary: string, windowMode: string, filter: string): Uint8Array;
    /** Turns to the file at that place among those read; false when none of its rows can be in the download. */
    beginRowsOf(fileIndex: number): boolean;
    /** The first n bytes of the room are the file's next bytes; gives the CSV text they make. */
    feedRows(n: number): Uint8Array;
    endRowsOf(): Uint8Array;
    /** True when a file fed for the download was not the one that was read. */
    rowsChanged(): boolean;
    delete(): void;
  }
  export interface Core {
    Calculator: new (setupJson: string) => Calculator;
  }
  const createTspqCore: (options: {
    instantiateWasm: (imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) => object;
    print?: (text: string) => void;
    printErr?: (text: string) => void;
    onAbort?: (reason: unknown) => void;
  }) => Promise<Core>;
  export default createTspqCore;
}

/** The bundled worker as text, put in by build.mjs. */
declare module 'core-worker-source' {
  const source: string;
  export default source;
}
