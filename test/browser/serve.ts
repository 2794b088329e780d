import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path of the page's server answers: content and its type. */
export type Pages = Record<string, { type: string; content: string | Uint8Array }>;

/**
 * Serves pages on `http://localhost` until closed.
 *
 * @param isolated Whether they are cross-origin isolated, so that they may share memory with threads.
 */
export async function serve(pages: Pages, isolated = true): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url!, 'http://localhost').pathname];
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    }
    if (page === undefined) {
      response.writeHead(404).end();
    } else {
      response.writeHead(200, { 'Content-Type': page.type }).end(page.content);
    }
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
