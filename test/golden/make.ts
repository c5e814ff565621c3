// Made the golden files of this folder: `node test/golden/make.ts <folder>` plays a small session on a
// server of its own and keeps what it wrote. They stay as they are for ever; what later versions add to
// the formats gets files of its own beside them.
import { decodeServerMessage, encodeCommand, encodeViewed } from '@concordia/protocol';
import type { SessionState } from '@concordia/session';
import { zipSync } from 'fflate';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { createSession, join, linkOf, type CreatedSession, type Joined } from '../harness/api.ts';
import { addNote, stockClient, synced, until, type StockClient } from '../harness/client.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';

/** Somebody at the board, with a stock program for edits and a socket of ours for the rest. */
interface Guest {
	readonly joined: Joined;
	readonly client: StockClient;
	/** Resolves with `ok` or the code of the refusal. */
	command(command: object): Promise<string>;
	view(items: readonly string[]): void;
	state(): SessionState | null;
	/** Position of the board at the newest checkpoint that was heard of. */
	seq(): number;
	leave(): void;
}

async function seat(server: RunningServer, joined: Joined): Promise<Guest> {
	const { session, accessToken } = joined;
	const client = stockClient(server, session, accessToken);
	await synced(client);
	const address = `${server.url.replace(/^http/, 'ws')}/sync/${session}`;
	const socket = new WebSocket(`${address}?token=${accessToken}&concordia=1`);
	const results = new Map<number, (result: string) => void>();
	let state: SessionState | null = null;
	let seq = 0;
	let commands = 0;
	socket.on('message', (data: Buffer) => {
		const message = decodeServerMessage(new Uint8Array(data));
		if (!message.ok) return;
		const { value } = message;
		if (value.type === 'session') state = value.state as SessionState;
		else if (value.type === 'checkpoint') seq = Math.max(seq, value.seq);
		else if (value.type === 'result') results.get(value.id)?.(value.ok ? 'ok' : (value.code ?? ''));
	});
	await until('the session is known', () => state !== null);
	return {
		joined,
		client,
		command(command) {
			const id = (commands += 1);
			socket.send(encodeCommand({ id, command }));
			return new Promise((resolve) => results.set(id, resolve));
		},
		view: (items) => socket.send(encodeViewed({ seq, items })),
		state: () => state,
		seq: () => seq,
		leave() {
			client.close();
			socket.close();
		}
	};
}

/** A picture of one pixel. */
const dot =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Asks, or with a body posts, as that person. */
function get(
	server: RunningServer,
	joined: Joined,
	address: string,
	body?: Uint8Array<ArrayBuffer>
): Promise<Response> {
	return fetch(`${server.url}/api/sessions/${joined.session}/${address}`, {
		headers: {
			authorization: `Bearer ${joined.accessToken}`,
			'content-type': 'application/octet-stream'
		},
		...(body !== undefined && { method: 'POST', body })
	});
}

async function logged(server: RunningServer, joined: Joined, kind: string): Promise<void> {
	await until(
		`${kind} is in the log`,
		async () => (await (await get(server, joined, `log?kind=${kind}`)).text()) !== ''
	);
}

function must(result: string): void {
	if (result !== 'ok') throw new Error(`a command was refused: ${result}`);
}

async function play(server: RunningServer, session: CreatedSession): Promise<Made> {
	const enter = async (
		role: 'mediator' | 'delegate' | 'participant',
		organization: string | null,
		name: string
	): Promise<Guest> =>
		seat(server, await join(server, linkOf(session, role, organization).token, name));
	const mara = await enter('mediator', null, 'Mara Golden');
	const ana = await enter('delegate', 'PN', 'Ana Golden');
	const ben = await enter('participant', 'CC', 'Ben Golden');
	const hal = await enter('participant', 'HI1', 'Hal Golden');

	addNote(ana.client, 'goldennote01', 'Waiting times are long');
	addNote(ben.client, 'goldennote02', 'Records arrive late', 300);
	await until('all see both', () => mara.client.items.size === 2);
	(mara.client.items.get('goldennote01')!.get('text') as Y.Text).insert(0, 'Often: ');
	ben.client.items.get('goldennote02')?.set('pos', [320, 40]);
	addNote(hal.client, 'goldennote03', 'Nobody pays for calls', 600);
	await until('all see three', () => ana.client.items.size === 3);
	ana.client.items.delete('goldennote03');
	await until('it is gone', () => hal.client.items.size === 2);

	const picture = await get(
		server,
		ana.joined,
		'blobs',
		new Uint8Array(Buffer.from(dot, 'base64'))
	);
	if (!picture.ok) throw new Error(`not taken: ${await picture.text()}`);

	const guests = [mara, ana, ben, hal];
	const items = ['goldennote01', 'goldennote02'];
	await until('all edits are signed', () => guests.every((guest) => guest.seq() === 7));
	for (const guest of guests) guest.view(items);
	await logged(server, ana.joined, 'seen');
	must(await hal.command({ type: 'acknowledge', items, room: session.id, seq: 7 }));
	const vote = { type: 'vote-open', title: 'What first?', items, dots: 3, most: 2 };
	const kind = { weight: 'person', shown: 'closed', named: false, room: session.id, seq: 7 };
	must(await mara.command({ ...vote, ...kind }));
	await until('the vote is known', () => Object.keys(mara.state()?.votes ?? {}).length === 1);
	const [id = ''] = Object.keys(mara.state()?.votes ?? {});
	must(await ana.command({ type: 'vote-cast', vote: id, dots: { goldennote01: 2 } }));
	must(await ben.command({ type: 'vote-cast', vote: id, dots: { goldennote02: 2 } }));
	must(await mara.command({ type: 'vote-close', vote: id }));
	must(
		await mara.command({
			type: 'set-role',
			participant: ben.joined.participant.id,
			role: 'observer'
		})
	);
	const early = await (await get(server, ana.joined, 'log/checkpoint')).text();

	const answer = await fetch(
		`${server.url}/api/sessions/${session.id}/participants/${hal.joined.participant.id}/erase`,
		{ method: 'POST', headers: { authorization: `Bearer ${server.hostKey}` } }
	);
	if (!answer.ok) throw new Error(`not erased: ${await answer.text()}`);
	const zip = await (await get(server, ana.joined, 'export')).arrayBuffer();
	for (const guest of guests) guest.leave();
	return { ana: ana.joined, hal: hal.joined, early, zip: new Uint8Array(zip) };
}

interface Made {
	readonly ana: Joined;
	readonly hal: Joined;
	readonly early: string;
	readonly zip: Uint8Array;
}

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('usage: node test/golden/make.ts <folder>');
mkdirSync(folder, { recursive: true });
const data = temporaryFolder();
const server = await startServer({ data });
const session = await createSession(server, { seen: 'person' });
const { ana, hal, early, zip } = await play(server, session);
await server.stop();

const files = ['concordia.db', 'log.key'].map((name): [string, Uint8Array] => [
	name,
	readFileSync(path.join(data, name))
]);
writeFileSync(path.join(folder, 'data.zip'), zipSync(Object.fromEntries(files), { level: 9 }));
writeFileSync(path.join(folder, 'export.zip'), zip);
writeFileSync(path.join(folder, 'checkpoint-early'), early);
const facts = {
	session: session.id,
	hostKey: server.hostKey,
	participant: ana.participant.id,
	accessToken: ana.accessToken,
	erased: hal.participant.id
};
writeFileSync(path.join(folder, 'facts.json'), `${JSON.stringify(facts, null, '\t')}\n`);
rmSync(data, { recursive: true });
