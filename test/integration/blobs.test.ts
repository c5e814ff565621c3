import { blobLimits } from '@concordia/protocol';
import { newScribe } from '@concordia/archive';
import { verifyExport } from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSession, join, linkOf, type CreatedSession, type Joined } from '../harness/api.ts';
import { makePng } from '../harness/picture.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
let session: CreatedSession;
let ana: Joined;

const data = temporaryFolder();

beforeAll(async () => {
	server = await startServer({ data });
	session = await createSession(server, { title: 'Pictures' });
	ana = await enter('participant', 'PN', 'Ana');
});
afterAll(async () => {
	await server.stop();
	rmSync(data, { recursive: true, force: true });
});

function enter(role: 'participant' | 'observer', organization: string, name: string) {
	return join(server, linkOf(session, role, organization).token, name);
}

interface Sent {
	readonly as?: Joined | null;
	readonly to?: string;
	readonly type?: string;
	readonly headers?: Record<string, string>;
}

function send(
	bytes: Uint8Array<ArrayBuffer> | string,
	{ as = ana, to = session.id, type = 'application/octet-stream', headers = {} }: Sent = {}
): Promise<Response> {
	return fetch(`${server.url}/api/sessions/${to}/blobs`, {
		method: 'POST',
		headers: {
			'content-type': type,
			...(as === null ? {} : { authorization: `Bearer ${as.accessToken}` }),
			...headers
		},
		body: bytes
	});
}

function get(path: string, as: Joined | null = ana, more: Record<string, string> = {}) {
	return fetch(`${server.url}${path}`, {
		headers: { ...(as === null ? {} : { authorization: `Bearer ${as.accessToken}` }), ...more }
	});
}

async function codeOf(response: Response): Promise<string> {
	return ((await response.json()) as { code: string }).code;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const addressOf = (hash: string, id = session.id): string => `/api/sessions/${id}/blobs/${hash}`;

const statusOfAnother = async (): Promise<number> => (await send(makePng(2, 2, 7))).status;

/** Sends all of a file but its last byte. */
async function begin(bytes: Uint8Array) {
	const { hostname, port } = new URL(server.url);
	const socket = connect(Number(port), hostname);
	socket.on('error', () => undefined);
	const head = [
		`POST /api/sessions/${session.id}/blobs HTTP/1.1`,
		`host: ${hostname}:${port}`,
		`authorization: Bearer ${ana.accessToken}`,
		'content-type: application/octet-stream',
		`content-length: ${bytes.length}`
	];
	await new Promise<void>((resolve) => {
		socket.write(`${head.join('\r\n')}\r\n\r\n`);
		socket.write(bytes.subarray(0, -1), () => resolve());
	});
	return socket;
}

describe('a picture', () => {
	test('is kept under its hash and given back as it was, for good', async () => {
		const png = makePng(8, 6, 1);
		const answer = await send(png, { type: 'image/jpeg' });
		expect(answer.status).toBe(201);
		const hash = hashOf(png);
		expect(await answer.json()).toEqual({
			hash,
			type: 'image/png',
			width: 8,
			height: 6,
			size: png.length
		});
		const got = await get(addressOf(hash));
		expect(got.status).toBe(200);
		expect(new Uint8Array(await got.arrayBuffer())).toEqual(png);
		expect(Object.fromEntries(got.headers)).toMatchObject({
			'content-type': 'image/png',
			'x-content-type-options': 'nosniff',
			'cache-control': 'private, max-age=31536000, immutable',
			'content-security-policy': expect.stringContaining('sandbox') as string,
			'cross-origin-resource-policy': 'same-origin'
		});
		const again = await get(addressOf(hash), ana, { 'if-none-match': `"${hash}"` });
		expect(again.status).toBe(304);
	});

	test('is kept and logged once, whoever sends it again', async () => {
		const png = makePng(5, 5, 2);
		const ben = await enter('participant', 'CC', 'Ben');
		const answers = await Promise.all([send(png), send(png), send(png, { as: ben })]);
		expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
		const hash = createHash('sha256').update(png).digest('base64url');
		const log = await (await get(`/api/sessions/${session.id}/log?kind=upload`)).text();
		expect(log.split('\n').filter((line) => line.includes(hash))).toHaveLength(1);
	});

	test('is in the export, which verifies, and a changed one is found out', async () => {
		const png = makePng(9, 9, 3);
		await send(png);
		const zip = await (await get(`/api/sessions/${session.id}/export`)).arrayBuffer();
		const files = new Map(Object.entries(unzipSync(new Uint8Array(zip))));
		const name = `blobs/${hashOf(png)}.png`;
		expect(files.get(name)).toEqual(png);
		expect(await verifyExport(files, { replay: replayBoard, newScribe })).toMatchObject({
			ok: true
		});
		files.set(name, makePng(9, 9, 4));
		expect(await verifyExport(files, { replay: replayBoard, newScribe })).toMatchObject({
			ok: false,
			problem: { code: 'file-changed', where: name }
		});
	});

	test('can be seen by observers, and by nobody from outside', async () => {
		const png = makePng(4, 4, 5);
		await send(png);
		const watcher = await enter('observer', 'PN', 'Watcher');
		expect((await get(addressOf(hashOf(png)), watcher)).status).toBe(200);
		expect((await get(addressOf(hashOf(png)), null)).status).toBe(401);
		const elsewhere = await createSession(server, { title: 'Elsewhere' });
		const stranger = await join(server, linkOf(elsewhere, 'participant', 'PN').token, 'Stranger');
		expect((await get(addressOf(hashOf(png)), stranger)).status).toBe(401);
		expect((await get(addressOf(hashOf(png), elsewhere.id), stranger)).status).toBe(404);
	});
});

describe('refused is', () => {
	const png = makePng(3, 3, 9);
	const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

	test('whoever may not edit', async () => {
		const watcher = await enter('observer', 'PN', 'Watcher');
		expect((await send(png, { as: watcher })).status).toBe(403);
		expect((await send(png, { as: null })).status).toBe(401);
		const host = { authorization: `Bearer ${server.hostKey}` };
		expect((await send(png, { as: null, headers: host })).status).toBe(403);
		const other = await createSession(server, { title: 'Other' });
		expect((await send(png, { to: other.id })).status).toBe(401);
	});

	test.each([
		['SVG under its own name', svg, 'image/svg+xml'],
		['SVG that says it is a PNG', svg, 'image/png'],
		['a page that says it is a picture', '<script>alert(1)</script>', 'image/gif'],
		['nothing at all', '', 'application/octet-stream']
	])('%s', async (_name, body, type) => {
		const answer = await send(body, { type });
		expect(answer.status).toBe(415);
		expect(await codeOf(answer)).toBe('picture-unknown');
	});

	test.each(['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded'])(
		'a body that a form of another site could send: %s',
		async (type) => {
			expect((await send(png, { type })).status).toBe(415);
		}
	);

	test('a page of another site', async () => {
		const answer = await send(png, { headers: { origin: 'https://evil.example' } });
		expect(answer.status).toBe(403);
	});

	test('a file that is too large, announced or not', async () => {
		const large = new Uint8Array(blobLimits.maxBytes + 1);
		large.set(png);
		// The server hangs up before all of it was sent: some clients hear the answer, some don't.
		const heard = [413, undefined];
		expect(heard).toContain((await send(large).catch(() => undefined))?.status);
		const body = new ReadableStream({
			start(controller) {
				controller.enqueue(large);
				controller.close();
			}
		});
		const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
		const answer = await fetch(`${server.url}/api/sessions/${session.id}/blobs`, {
			...init,
			headers: {
				'content-type': 'application/octet-stream',
				authorization: `Bearer ${ana.accessToken}`
			}
		}).catch(() => undefined);
		expect(heard).toContain(answer?.status);
		expect((await get(addressOf(hashOf(large)))).status).toBe(404);
	});

	test.each(['eXIf', 'tEXt', 'iTXt', 'tIME'])(
		'a picture that tells more than it shows (%s)',
		async (name) => {
			const photo = makePng(4, 4, 11, { beside: name });
			const answer = await send(photo);
			expect(answer.status).toBe(422);
			expect(await codeOf(answer)).toBe('picture-metadata');
			expect((await get(addressOf(hashOf(photo)))).status).toBe(404);
		}
	);

	test('a small file that claims very many pixels', async () => {
		const answer = await send(makePng(3, 3, 1, { claimed: [60_000, 60_000] }));
		expect(answer.status).toBe(413);
		expect(await codeOf(answer)).toBe('picture-too-large');
	});

	test.each([
		'../../host.key',
		'..%2f..%2fhost.key',
		'A'.repeat(64),
		`${'a'.repeat(64)}.png`,
		"a' OR 1=1 --"
	])('the path %s', async (path) => {
		const answer = await get(`/api/sessions/${session.id}/blobs/${path}`);
		expect([400, 404]).toContain(answer.status);
		expect(await answer.text()).not.toContain('concordia-host');
	});

	test('one upload more than a person may have under way; the others then go through', async () => {
		const sockets = await Promise.all(
			Array.from({ length: blobLimits.uploadsPerParticipant }, () => begin(png))
		);
		// A question takes a place itself, if only for a moment: whom it turned away tries again.
		const crowded = async (): Promise<number> => {
			sockets.push(await begin(png));
			return statusOfAnother();
		};
		await expect.poll(crowded, { timeout: 20_000 }).toBe(429);
		// Whoever hangs up in the middle frees their place, and nothing of theirs is kept.
		for (const socket of sockets) socket.destroy();
		await expect.poll(statusOfAnother, { timeout: 20_000 }).toBe(201);
		expect((await get(addressOf(hashOf(png)))).status).toBe(404);
	});
});

test('pictures outlive a server that is killed', async () => {
	const png = makePng(7, 7, 11);
	await send(png);
	await server.kill();
	server = await startServer({ data });
	const got = await get(addressOf(hashOf(png)));
	expect(new Uint8Array(await got.arrayBuffer())).toEqual(png);
});
