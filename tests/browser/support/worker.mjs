// What tests do inside the page's worker.
//
// Firefox's protocol does not reach into a worker, and a script put in by a driver would enjoy liberties the worker's
// own does not have. So the functions a test wants there are put in front of the worker's own script when it is made,
// and called by message: they are bound by the page's policy like the script itself. In both engines alike.

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
  URL.createObjectURL = (blob) =>
    createObjectURL(/javascript/.test(blob.type) ? new Blob([prelude, blob], { type: blob.type }) : blob);

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

/**
 * From now on bytes of files come one small piece after the other, `pace` ms apart, and once `bytes` of them have come,
 * not until letReadingsGo() is called. By whatever way they are asked for.
 */
export function holdReadings(bytes, pace = 0) {
  const readings = (globalThis.readings = { held: 0 });
  const gate = new Promise((resolve) => {
    readings.letGo = resolve;
  });
  let given = 0;
  let turn = Promise.resolve();
  const pass = async (size) => {
    if (given >= bytes) {
      readings.held++;
      return gate;
    }
    given += size;
    turn = turn.then(() => new Promise((resolve) => setTimeout(resolve, pace)));
    return turn;
  };
  const PIECE = 1 << 16;
  const { stream, arrayBuffer } = Blob.prototype;
  Blob.prototype.stream = function () {
    const open = () => stream.call(this).getReader();
    let reader;
    let rest = new Uint8Array();
    return new ReadableStream({
      type: 'bytes',
      async pull(controller) {
        await pass(PIECE);
        reader ??= open();
        if (rest.byteLength === 0) rest = (await reader.read()).value;
        if (rest === undefined) {
          controller.close();
          controller.byobRequest?.respond(0);
        } else {
          const piece = rest.slice(0, PIECE);
          rest = rest.subarray(PIECE);
          controller.enqueue(piece);
        }
      },
      cancel: (reason) => reader?.cancel(reason),
    });
  };
  Blob.prototype.arrayBuffer = async function () {
    await pass(this.size);
    return arrayBuffer.call(this);
  };
}

/** Whether a reading has come to the point where it is held. */
export const isHeld = () => globalThis.readings.held > 0;
export const letReadingsGo = () => globalThis.readings.letGo();

/**
 * From now on streams of files give their first `bytes` bytes and then nothing more, without an end or an error; other
 * ways of reading go on.
 */
export function stallStreams(bytes) {
  const { stream } = Blob.prototype;
  Blob.prototype.stream = function () {
    const reader = stream.call(this.slice(0, bytes)).getReader();
    return new ReadableStream({
      type: 'bytes',
      async pull(controller) {
        const { value } = await reader.read();
        if (value === undefined) return new Promise(() => {});
        controller.enqueue(value);
      },
    });
  };
}

/** From the next reading on, the worker ends itself as soon as it has asked for a file's bytes. */
export function dieWhenReading() {
  const die = () => {
    globalThis.close();
    return new Promise(() => {});
  };
  Blob.prototype.stream = () => new ReadableStream({ type: 'bytes', pull: die });
  Blob.prototype.arrayBuffer = die;
}

/** The worker ends itself. Nobody is told, as when a browser ends it. */
export const die = () => globalThis.close();
