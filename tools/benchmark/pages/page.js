// What the pages of all contestants have in common: a drop leads to an answer, and the answer to text in the page.

const output = document.querySelector('output');

/** Takes the dropped file to `read`, which gives the answer. `ready` is a promise: until then nothing is dropped. */
export function contestant(ready, read) {
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', async (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    let answer;
    try {
      answer = await read(file);
    } catch (problem) {
      answer = { failed: String(problem) };
    }
    output.textContent = JSON.stringify(answer);
  });
  Promise.resolve(ready).then(() => (output.dataset.ready = 'yes'));
}
