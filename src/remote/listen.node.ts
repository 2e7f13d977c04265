import { createServer, type Socket } from 'node:net';
import type { ListenReal } from './listener.ts';

/** Listens on 127.0.0.1 alone. */
export const listenOnLoopback: ListenReal = (port, accept) =>
  new Promise((resolve, reject) => {
    const open = new Set<Socket>();
    const server = createServer((socket) => {
      open.add(socket);
      socket.setEncoding('utf8');
      // What the other side says about its going is told by `close`.
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
      accept({
        write: (text) => void socket.write(text),
        end: () => socket.end(),
        onText: (listener) => void socket.on('data', (text) => listener(String(text))),
        onEnd: (listener) => void socket.on('close', listener),
      });
    });
    server.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          error.code === 'EADDRINUSE'
            ? `port ${port} of this computer is in use by another program; end it, or use another port in the lesson`
            : `port ${port} of this computer cannot be opened: ${error.message}`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () =>
      resolve({
        close() {
          server.close();
          for (const socket of open) socket.destroy();
        },
      }),
    );
  });
