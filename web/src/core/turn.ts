const channel = new MessageChannel();

/**
 * Lets messages from the page through, and whatever else waits. A timer would wait 4 ms each time. One at a time, as
 * the worker answers calls.
 */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}
