/** The core's WebAssembly face (wasm/bindings.cpp) as the bundled worker imports it. */
declare module 'tspq-core' {
  export type Calculator = import('../../../wasm/npm/index').Calculator;
  export type Core = import('../../../wasm/npm/index').Core;
  type LoadOptions = import('../../../wasm/npm/index').LoadOptions;

  /**
   * Starts a module; `instantiateWasm` hands over the instance by `receive`, so that a module compiled before can be
   * used.
   */
  const createTspqCore: (
    options: Omit<LoadOptions, 'wasmBinary'> & {
      instantiateWasm: (imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) => object;
    },
  ) => Promise<Core>;
  export default createTspqCore;
}

/** The bundled worker as text, put in by build.mjs. */
declare module 'core-worker-source' {
  const source: string;
  export default source;
}
