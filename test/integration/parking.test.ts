import health from '@concordia/instruments/cases/health-partnership.json' with { type: 'json' };
import { readBoard } from '@concordia/board/doc';
import {
	decodeServerMessage,
	encodeCommand,
	messageTypes,
	type CommandResult
} from '@concordia/protocol';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createSession, join, linkOf, type CreatedSession } from '../harness/api.ts';
import { addNote, stockClient, synced, until, type StockClient } from '../harness/client.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';
import { rmSync } from 'node:fs';

const secret = 'Translators-for-all';
const wording = { locale: 'en', timeZone: 'Europe/Berlin' } as const;

/** Everything the server sent, over all sockets of this file's witnesses. */
class Ears {
	readonly bytes: Buffer[] = [];

	socket(): new (url: string | URL) => WebSocket {
		const { bytes } = this;
		return class extends WebSocket {
			constructor(url: string | URL) {
				super(url);
				this.on('message', (data: Buffer) => void bytes.push(Buffer.from(data)));
			}
		};
	}

	heard(text: string): boolean {
		return this.bytes.some((message) => message.includes(text));
	}
}

/** Somebody at the board who keeps every byte they were sent. */
class Witness {
	readonly ears = new Ears();
	readonly accessToken: string;
	readonly doc = new Y.Doc();
	readonly provider: WebsocketProvider;
	readonly #results = new Map<number, CommandResult>();
	#commands = 0;

	constructor(server: RunningServer, room: string, accessToken: string) {
		this.accessToken = accessToken;
		const url = `${server.url.replace(/^http/, 'ws')}/sync`;
		this.provider = new WebsocketProvider(url, room, this.doc, {
			params: { token: accessToken, concordia: '1' },
			WebSocketPolyfill: this.ears.socket() as never,
			disableBc: true,
			maxBackoffTime: 200
		});
		for (const type of Object.values(messageTypes)) {
			if (type < 64) continue;
			this.provider.messageHandlers[type] = (_encoder, decoder) => {
				const message = decodeServerMessage(decoder.arr);
				if (message.ok && message.value.type === 'result')
					this.#results.set(message.value.id, message.value);
			};
		}
	}

	async command(command: object): Promise<CommandResult> {
		const id = (this.#commands += 1);
		this.provider.ws?.send(encodeCommand({ id, command }) as Uint8Array<ArrayBuffer>);
		await until('an answer', () => this.#results.has(id));
		return this.#results.get(id)!;
	}

	kindOf(id: string): string | undefined {
		return readBoard(this.doc).find((item) => item.id === id)?.kind;
	}

	close(): void {
		this.provider.destroy();
		this.doc.destroy();
	}
}

async function witness(
	server: RunningServer,
	session: CreatedSession,
	role: 'mediator' | 'participant',
	organization: string | null,
	name: string
): Promise<Witness> {
	const { accessToken } = await join(server, linkOf(session, role, organization).token, name);
	const one = new Witness(server, session.id, accessToken);
	await until('the board is there', () => one.provider.synced);
	return one;
}

/** Every file of the export, unpacked, and all that HTTP gives to a participant. */
async function everythingServed(
	server: RunningServer,
	session: CreatedSession,
	accessToken: string,
	item: string
): Promise<Buffer> {
	const headers = { authorization: `Bearer ${accessToken}` };
	const parts: Buffer[] = [];
	for (const path of ['', '/board', '/snapshot', '/history', '/log', `/authors?items=${item}`]) {
		const response = await fetch(`${server.url}/api/sessions/${session.id}${path}`, { headers });
		expect([path, response.status]).toEqual([path, 200]);
		parts.push(Buffer.from(await response.arrayBuffer()));
	}
	const zip = await fetch(`${server.url}/api/sessions/${session.id}/export`, { headers });
	for (const bytes of Object.values(unzipSync(new Uint8Array(await zip.arrayBuffer())))) {
		parts.push(Buffer.from(bytes));
	}
	parts.push(Buffer.from(await (await fetch(`${server.url}/metrics`)).text()));
	return Buffer.concat(parts);
}

function writeSolution(drafts: StockClient, id: string, frame: string, text: string): void {
	addNote(drafts, id, text);
	drafts.items.get(id)?.set('parkedIn', frame);
}

test(
	'a parked solution reaches nobody by any door before it is released, and outlives a killed server',
	{ timeout: 120_000 },
	async () => {
		const data = temporaryFolder();
		onTestFinished(() => rmSync(data, { recursive: true, force: true }));
		let server = await startServer({ data });
		onTestFinished(() => server.kill());
		const { port } = server;
		const organizations = health.organizations.map(({ id, name }) => ({ id, name }));
		const session = await createSession(server, { case: health, organizations });
		const mediator = await witness(server, session, 'mediator', null, 'Mia');
		const ana = await witness(server, session, 'participant', 'PN', 'Ana');
		const ben = await witness(server, session, 'participant', 'CC', 'Ben');
		const drafts = stockClient(server, `${session.id}~private`, ana.accessToken);
		await synced(drafts);
		const all = [mediator, ana, ben];
		onTestFinished(() => {
			for (const one of all) one.close();
			drafts.close();
		});
		const frame = readBoard(ben.doc).find(({ instrument, type }) => instrument && type === 'frame');

		writeSolution(drafts, 'sealed', frame!.id, secret);
		await until('the server has the text', async () => {
			const own = { type: 'park-own', frame: frame!.id, item: 'sealed', ...wording };
			return (await ana.command(own)).ok;
		});
		await until('the placeholder is there', () => ben.kindOf('sealed') === 'parking-placeholder');
		// Others ask for it in all ways that might answer with its words.
		const tries = [
			{ type: 'park', frame: frame!.id, item: 'sealed', ...wording },
			{ type: 'park-own', frame: frame!.id, item: 'sealed', ...wording },
			{ type: 'park-withdraw', item: 'sealed' },
			{ type: 'park-release', frame: frame!.id, early: true },
			{ type: 'stage-late', stage: 'sealed' }
		];
		for (const command of tries) expect((await ben.command(command)).ok).toBe(false);
		expect(await mediator.command({ ...tries[3], early: false })).toMatchObject({
			ok: false,
			code: 'park-missing',
			detail: 'PN,CC'
		});

		await server.kill();
		server = await startServer({ data, port });
		await until('all are back', () => all.every(({ provider }) => provider.synced), 20_000);
		const newcomer = await witness(server, session, 'participant', 'HI1', 'Cem');
		all.push(newcomer);
		for (const { ears } of [mediator, ben, newcomer]) expect(ears.heard(secret)).toBe(false);
		for (const { accessToken } of [mediator, ben, newcomer]) {
			const served = await everythingServed(server, session, accessToken, 'sealed');
			expect(served.includes('A solution is parked here')).toBe(true);
			expect(served.includes(secret)).toBe(false);
		}
		expect(server.output()).not.toContain(secret);

		const release = { type: 'park-release', frame: frame!.id, early: true };
		expect(await mediator.command(release)).toMatchObject({ ok: true });
		await server.kill();
		server = await startServer({ data, port });
		await until('it is on every board', () =>
			all.every((one) => one.kindOf('sealed') === 'parked-solution')
		);
		const served = await everythingServed(server, session, ben.accessToken, 'sealed');
		expect(served.includes(secret)).toBe(true);
	}
);
