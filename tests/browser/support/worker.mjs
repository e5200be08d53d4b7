// What tests do inside the page's worker.
//
// Firefox's protocol does not reach into a worker, and a script put in by a driver would enjoy liberties the worker's own does
// not have. So the functions a test wants there are put in front of the worker's own script when it is made, and called by message: they
// are bound by the page's policy like the script itself. In both engines alike.

/** Runs in the page before its own scripts. `tools` are functions as text, by name. */
export function plantTools(tools) {
  const inWorker = (known) => {
    const tools = known();
    addEventListener('message', async (event) => {
      if (!('tool' in Object(event.data))) return;
      event.stopImmediatePropagation();
      const { tool, id, given } = event.data;
      try {
        postMessage({ tool, id, answer: await tools[tool](...given) });
      } catch (problem) {
        postMessage({ tool, id, failed: String(problem) });
      }
    });
  };
  const list = Object.entries(tools).map(([name, text]) => `${JSON.stringify(name)}: ${text}`);
  const prelude = `(${inWorker})(() => ({${list.join(',\n')}}));\n`;
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => createObjectURL(/javascript/.test(blob.type) ? new Blob([prelude, blob], { type: blob.type }) : blob);

  const due = new Map();
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      globalThis.theWorker = this;
      this.addEventListener('message', (event) => {
        if (!('tool' in Object(event.data))) return;
        event.stopImmediatePropagation();
        const { id, answer, failed } = event.data;
        if (failed === undefined) due.get(id)?.resolve(answer);
        else due.get(id)?.reject(new Error(failed));
        due.delete(id);
      });
    }
  };
  globalThis.callTool = (tool, given, wait) =>
    new Promise((resolve, reject) => {
      const id = `${tool} ${Math.random()}`;
      if (wait) due.set(id, { resolve, reject });
      else resolve(null);
      globalThis.theWorker.postMessage({ tool, id, given });
    });
}

/** From now on every file is read up to `bytes` at `pace` ms for each piece, and then not until letReadingsGo() is called. */
export function holdReadings(bytes, pace = 0) {
  globalThis.readings = { held: 0 };
  const gate = new Promise((resolve) => { globalThis.readings.letGo = resolve; });
  const { stream, arrayBuffer } = Blob.prototype;
  Blob.prototype.stream = function () {
    const reader = stream.call(this).getReader();
    let given = 0;
    let rest = new Uint8Array();
    return new ReadableStream({
      type: 'bytes',
      async pull(controller) {
        if (given >= bytes) {
          globalThis.readings.held++;
          await gate;
        } else if (pace > 0) await new Promise((resolve) => setTimeout(resolve, pace));
        if (rest.byteLength === 0) rest = (await reader.read()).value;
        if (rest === undefined) {
          controller.close();
          controller.byobRequest?.respond(0);
        } else {
          const piece = rest.slice(0, 1 << 16);
          rest = rest.subarray(piece.byteLength);
          given += piece.byteLength;
          controller.enqueue(piece);
        }
      },
    });
  };
  Blob.prototype.arrayBuffer = async function () {
    await gate;
    return arrayBuffer.call(this);
  };
}

/** Whether a reading has come to the point where it is held. */
export const isHeld = () => globalThis.readings.held > 0;
export const letReadingsGo = () => globalThis.readings.letGo();

/** From the next reading on, the worker ends itself as soon as it has asked for a file's bytes. */
export function dieWhenReading() {
  Blob.prototype.stream = () => {
    globalThis.close();
    return new ReadableStream({ type: 'bytes' });
  };
}

/** The worker ends itself. Nobody is told, as when a browser ends it. */
export const die = () => globalThis.close();
