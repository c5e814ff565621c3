import { closeCodes, closeReasons, limits, roomFromUrl, SYNC_PATH } from '@concordia/protocol';
import { can } from '@concordia/session';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { App } from './app.ts';
import type { Config } from './config.ts';
import { isSignedIn, participantOf } from './http/auth.ts';
import { readCookie, sessionCookie } from './http/cookie.ts';
import { handleApi, isOurs } from './http/handle.ts';
import { isOwnPage } from './http/origin.ts';
import { OwnCodes } from './own-codes.ts';
import { leave } from './room/close.ts';
import { connect, findPlace } from './room/connect.ts';
import { Connection } from './room/connection.ts';
import { receive } from './room/message.ts';
import type { Room } from './room/room.ts';
import type { Socket } from './room/socket.ts';
import { hashToken } from './session/token.ts';

/** What serves the pages: SvelteKit's handler, or Vite in development. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => void;

export interface Listening {
	readonly server: Server;
	readonly port: number;
	/** From now on requests are answered; before, they wait. */
	serve(app: App): void;
	/** Closes every socket (1012: come back soon) and stops taking requests. */
	close(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
const MAX_HEADER_BYTES = 16 * 1024;
const RESTARTING = 1012;

/** Takes the one port for API, pages and sync. Rejects when it can't be had. */
export async function listen(
	config: Config,
	pages: Pages,
	server = newServer()
): Promise<Listening> {
	const sockets = new WebSocketServer({
		noServer: true,
		// A little more than what is allowed, so that too large is told with our own code.
		maxPayload: limits.maxMessageBytes * 2,
		perMessageDeflate: false,
		maxFragments: limits.maxFragments,
		WebSocket: OwnCodes
	});
	const { promise: ready, resolve: serve } = Promise.withResolvers<App>();
	server.on('request', (request, response) => {
		const path = pathOf(request);
		if (isOurs(path)) void ready.then((app) => handleApi(app, request, response));
		else pages(request, response);
	});
	server.on('upgrade', (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
		const path = pathOf(request);
		if (path !== SYNC_PATH && !path.startsWith(`${SYNC_PATH}/`)) {
			// In development the page's own socket belongs to Vite.
			if (server.listenerCount('upgrade') === 1) duplex.destroy();
			return;
		}
		duplex.on('error', () => duplex.destroy());
		if (!isOwnPage(request, config)) {
			duplex.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
			return;
		}
		sockets.handleUpgrade(request, duplex, head, (socket) => {
			// At once: what came along with the request may be a frame that is an error. `ws` closes the
			// socket then, and passes over what still comes.
			socket.on('error', () => undefined);
			// Nothing is read of anybody before it is known who they are.
			socket.pause();
			void ready.then((app) => accept(app, socket, request));
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(config.port, config.host, () => {
			server.off('error', reject);
			resolve();
		});
	});
	const address = server.address();
	return {
		server,
		serve,
		port: typeof address === 'object' && address !== null ? address.port : config.port,
		async close() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of sockets.clients) socket.close(RESTARTING, 'restarting');
			server.closeIdleConnections();
			setTimeout(() => {
				for (const socket of sockets.clients) socket.terminate();
				server.closeAllConnections();
			}, 500).unref();
			await closed;
		}
	};
}

function pathOf(request: IncomingMessage): string {
	return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

export function newServer(): Server {
	const server = createServer({
		headersTimeout: HEADERS_TIMEOUT_MS,
		requestTimeout: REQUEST_TIMEOUT_MS,
		maxHeaderSize: MAX_HEADER_BYTES,
		// Other offers, such as HTTP/2 by programs that try it first, are passed over.
		shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
		connectionsCheckingInterval: 2000
	});
	server.on('clientError', (_error, socket) => {
		if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
		else socket.destroy();
	});
	return server;
}

/** Finds out who it is and where they may go; until then nothing they say is read. */
function accept(app: App, ws: WebSocket, request: IncomingMessage): void {
	ws.binaryType = 'nodebuffer';
	const welcome = async (): Promise<void> => {
		const found = await enter(app, request);
		if (typeof found === 'string') return ws.close(closeCodes[found], closeReasons[found]);
		if (ws.readyState !== ws.OPEN) return;
		const { room, participant, access } = found;
		// Here and not before: who signed out meanwhile is out, and many may come at once, and each takes its place at once.
		if (app.registry.hasEnded(access)) {
			return ws.close(closeCodes.unauthorized, closeReasons.unauthorized);
		}
		if (!findPlace(room, participant)) {
			return ws.close(closeCodes.tooMany, closeReasons.tooMany);
		}
		const gone = (): void => {
			if (!connection.isOpen) return;
			leave(room, connection);
			app.metrics.connected(-1);
		};
		const now = app.world.now();
		const socket = socketOf(ws, request.socket, gone);
		const connection = new Connection({ ...found, socket, place: room }, now);
		ws.once('close', gone);
		ws.once('error', gone);
		ws.on('message', (data: Buffer, isBinary) => {
			if (isBinary) receive(room, connection, data);
			else connection.socket.close(closeCodes.malformed, closeReasons.malformed);
		});
		app.metrics.connected(1);
		connect(room, connection);
	};
	void welcome()
		.catch((error: unknown) => {
			app.report(error);
			ws.close(1011, 'server error');
		})
		.finally(() => ws.resume());
}

interface Entered {
	readonly room: Room;
	readonly participant: string;
	readonly access: string;
	readonly isConcordia: boolean;
	readonly hearsChanges: boolean;
}

type Refused = 'unauthorized' | 'forbidden' | 'notFound';

async function enter(app: App, request: IncomingMessage): Promise<Entered | Refused> {
	const asked = roomFromUrl(request.url ?? '/');
	if (asked === null) return 'notFound';
	const { room: name, token, concordia, changes } = asked;
	const session = await app.registry.session(name.session);
	const given = token ?? readCookie(request, sessionCookie(name.session));
	const participant = session === null ? null : await participantOf(app, session, given);
	// Whoever is not in a session learns nothing of it, not even whether it exists.
	if (session === null || participant === null || given === null) {
		return (await isSignedIn(app, given)) ? 'notFound' : 'unauthorized';
	}
	if (name.kind === 'side') return 'notFound';
	if (name.kind === 'private' && !can(participant.role, 'draft')) return 'forbidden';
	const room = await app.registry.room(session, name, participant.id);
	// The room took its time to open: the person may be out by now.
	if (session.activeShown(participant.id) === null) return 'forbidden';
	const access = hashToken(given);
	return {
		room,
		participant: participant.id,
		access,
		isConcordia: concordia,
		hearsChanges: changes
	};
}

/** `onClose`: whom we close is out at once, whether or not the peer ever answers. */
function socketOf(ws: WebSocket, duplex: Duplex, onClose: () => void): Socket {
	return {
		send: (bytes) => {
			if (ws.readyState !== ws.OPEN) return;
			// What is said in one go leaves in one packet: packets are what a full room costs.
			if (duplex.writableCorked === 0) {
				duplex.cork();
				process.nextTick(() => duplex.uncork());
			}
			ws.send(bytes);
		},
		close: (code, reason) => {
			ws.close(code, reason);
			onClose();
		},
		pause: () => ws.pause(),
		resume: () => ws.resume(),
		get bufferedAmount() {
			return ws.bufferedAmount;
		}
	};
}
