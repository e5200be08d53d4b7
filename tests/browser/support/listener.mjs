// A second origin that hears everything sent to it: connections, requests (HTTP and WebSocket) and datagrams, all on
// one port.

import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

export async function listenForLeaks() {
  const heard = { connections: 0, requests: [], datagrams: 0 };

  const sockets = new Set();
  const tcp = createServer((socket) => {
    heard.connections++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      heard.requests.push(bytes.toString('latin1').split('\r\n', 1)[0]);
      // Answers well enough that no channel gives up before it has truly sent something.
      socket.end(
        'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
      );
    });
  });
  const udp = createSocket('udp4');
  udp.on('message', () => heard.datagrams++);

  await new Promise((resolve, reject) => tcp.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address();
  await new Promise((resolve, reject) => udp.once('error', reject).bind(port, '127.0.0.1', resolve));

  return {
    heard,
    url: (path) => `http://127.0.0.1:${port}/${path}`,
    /** Whether a request for that path has come in. */
    has: (path) => heard.requests.some((line) => line.split(' ')[1] === `/${path}`),
    close() {
      for (const socket of sockets) socket.destroy(); // a browser keeps those it opened ahead
      return Promise.all([new Promise((resolve) => tcp.close(resolve)), new Promise((resolve) => udp.close(resolve))]);
    },
  };
}
