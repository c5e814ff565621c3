import path from 'node:path';
import { createServer } from 'vite';
import { readConfig } from './config.ts';
import { greet } from './greeting.ts';
import { newServer, type Pages } from './listen.ts';
import { serve, StartError } from './serve.ts';
import { stopOnSignal } from './stop.ts';

// The same server and the same port as in earnest; the pages come from Vite and change as you type.

const settings = readConfig(process.env);
if (!settings.ok) {
	console.error(`concordia: ${settings.reason}`);
	process.exit(2);
}
const root = path.resolve(import.meta.dirname, '../../web');
process.chdir(root); // where SvelteKit looks for its files
const server = newServer();
const vite = await createServer({
	root,
	appType: 'custom',
	server: { middlewareMode: true, hmr: { server } }
});
const pages: Pages = (request, response) => {
	vite.middlewares(request, response, () => response.writeHead(404).end());
};
try {
	const running = await serve(settings.config, pages, server);
	stopOnSignal(running, () => vite.close());
	await greet(running, { hasPages: true });
} catch (error) {
	if (!(error instanceof StartError)) throw error;
	console.error(`concordia: ${error.message}`);
	process.exit(1);
}
