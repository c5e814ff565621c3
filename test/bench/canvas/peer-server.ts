import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const PEERS = path.resolve(import.meta.dirname, 'peers');
const types: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.woff2': 'font/woff2'
};

/** Fetches and bundles the other whiteboards, once. */
export function buildPeers(): void {
	if (!existsSync(path.join(PEERS, 'node_modules/.modules.yaml'))) {
		console.log('installing the whiteboards to compare with …');
		run('npx', ['-y', 'pnpm@12.21.0', 'install', '--frozen-lockfile']);
	}
	if (!isBuilt()) run(process.execPath, ['build.mjs']);
}

/** Whether the bundles are newer than what they are made from. */
function isBuilt(): boolean {
	const built = path.join(PEERS, 'dist/tldraw.html');
	if (!existsSync(built)) return false;
	const { mtimeMs } = statSync(built);
	return readdirSync(PEERS)
		.filter((name) => /\.(?:js|mjs|html)$/.test(name))
		.every((name) => statSync(path.join(PEERS, name)).mtimeMs < mtimeMs);
}

function run(command: string, args: readonly string[]): void {
	const { status } = spawnSync(command, args, {
		cwd: PEERS,
		stdio: ['ignore', 'ignore', 'inherit']
	});
	if (status !== 0) throw new Error('could not install the whiteboards to compare with');
}

/** Serves the pages, their fonts, and the boards that were put there; everything packed beforehand. */
export async function servePeers(): Promise<{
	readonly url: string;
	readonly boards: Map<string, Buffer>;
	readonly server: Server;
}> {
	const roots = [
		path.join(PEERS, 'dist'),
		path.join(PEERS, 'node_modules/@excalidraw/excalidraw/dist/prod')
	];
	const boards = new Map<string, Buffer>();
	const packed = new Map<string, Buffer>();
	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url ?? '/', 'http://localhost');
		const board = boards.get(pathname.slice('/boards/'.length));
		if (pathname.startsWith('/boards/') && board) {
			response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
			response.end(board);
			return;
		}
		const file = roots.map((root) => path.join(root, pathname)).find(isFile);
		if (file === undefined) {
			response.writeHead(404).end();
			return;
		}
		let body = packed.get(file);
		if (body === undefined) {
			body = gzipSync(readFileSync(file));
			packed.set(file, body);
		}
		response.writeHead(200, {
			'content-type': types[path.extname(file)] ?? 'application/octet-stream',
			'content-encoding': 'gzip',
			'content-length': body.length,
			'cache-control': pathname.endsWith('.html') ? 'no-cache' : 'max-age=31536000, immutable'
		});
		response.end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return { url: `http://127.0.0.1:${address.port}`, boards, server };
}

function isFile(file: string): boolean {
	return file.startsWith(PEERS) && existsSync(file) && statSync(file).isFile();
}
