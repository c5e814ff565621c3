import { cpSync, rmSync } from 'node:fs';
import { decodeWitnesses, encodeCosign } from '@concordia/protocol';
import { newScribe } from '@concordia/archive';
import {
	considerProposal,
	cosignatureLine,
	createCosigner,
	openNote,
	openOwn,
	parseProposal,
	parseVerifierKey,
	verifyExport,
	type Conflict,
	type Cosigner,
	type Verifier
} from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSession, join, linkOf, type CreatedSession, type Joined } from '../harness/api.ts';
import { addNote, stockClient, synced, until } from '../harness/client.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';

/** A browser of a partner, without the browser: it checks what it is shown, keeps it, then cosigns. */
class Witness {
	readonly joined: Joined;
	readonly cosigner: Cosigner;
	readonly #log: Verifier;
	#socket: WebSocket | null = null;
	note: string | null = null;
	conflict: Conflict | null = null;
	/** Checkpoints it has found to continue what it had. */
	checked = 0;

	constructor(joined: Joined, logKey: string, seed: number) {
		this.joined = joined;
		const log = parseVerifierKey(logKey);
		if (!log.ok) throw new Error(log.reason);
		this.#log = log.value;
		this.cosigner = createCosigner(new Uint8Array(32).fill(seed), `${log.value.name}/w/${seed}`);
	}

	get size(): number {
		const opened = this.note === null ? null : openOwn(this.note, this.#log);
		return opened?.ok ? opened.value.size : 0;
	}

	async connect({ url }: Pick<RunningServer, 'url'>): Promise<void> {
		this.close();
		const { session, accessToken } = this.joined;
		const query = `token=${accessToken}&concordia=1`;
		const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sync/${session}?${query}`);
		this.#socket = socket;
		socket.on('error', () => undefined);
		socket.on('message', (data: Buffer) => void this.#hear(new Uint8Array(data)));
		await new Promise((resolve) => socket.once('open', resolve));
		this.#say();
	}

	close(): void {
		this.#socket?.terminate();
	}

	#say(line = ''): void {
		const key = line === '' ? '' : this.cosigner.verifierKey;
		this.#socket?.send(encodeCosign({ size: this.size, key, line, lost: '' }));
	}

	async #hear(bytes: Uint8Array): Promise<void> {
		const message = decodeWitnesses(bytes);
		const proposal = message.ok ? parseProposal(message.value.proposal) : null;
		if (!proposal?.ok || this.conflict !== null) return;
		const answer = considerProposal(proposal.value, this.note, this.#log);
		if (answer.kind === 'elsewhere') this.#say();
		if (answer.kind === 'conflict') this.conflict = answer.conflict;
		if (answer.kind !== 'grown' && answer.kind !== 'same') return;
		this.note = answer.note;
		this.checked++;
		const time = Math.floor(Date.now() / 1000);
		const text = answer.note.slice(0, answer.note.indexOf('\n\n') + 1);
		const sign = (): Promise<Uint8Array> =>
			Promise.resolve(this.cosigner.cosign(text, time).subarray(8));
		this.#say(await cosignatureLine(answer.note, { verifier: this.cosigner.verifier, sign }, time));
	}
}

interface Answer {
	readonly witnesses: { readonly key: string; readonly organization: string }[];
	readonly notes: string[];
}

async function ask(server: RunningServer, { accessToken, session }: Joined, path: string) {
	const address = `${server.url}/api/sessions/${session}${path}`;
	const response = await fetch(address, { headers: { authorization: `Bearer ${accessToken}` } });
	if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
	return response;
}

async function open(organizations: number): Promise<{
	server: RunningServer;
	data: string;
	session: CreatedSession;
	key: string;
	people: Joined[];
}> {
	const data = temporaryFolder();
	onTestFinished(() => rmSync(data, { recursive: true, force: true }));
	const server = await startServer({ data });
	const names = Array.from({ length: organizations }, (_, at) => ({
		id: `O${at}`,
		name: `O ${at}`
	}));
	const session = await createSession(server, { organizations: names });
	const people = await Promise.all(
		names.map(({ id }) => join(server, linkOf(session, 'delegate', id).token, `Person of ${id}`))
	);
	const view = (await (await ask(server, people[0]!, '')).json()) as { verifierKey: string };
	return { server, data, session, key: view.verifierKey, people };
}

const standing = async (server: RunningServer, person: Joined): Promise<Answer> =>
	(await (await ask(server, person, '/log/witnesses')).json()) as Answer;

test('witnesses of many organizations cosign one checkpoint, in the log and in the export', async () => {
	const { server, people, key } = await open(11);
	onTestFinished(() => void server.stop());
	const witnesses = people.map((joined, at) => new Witness(joined, key, at + 1));
	onTestFinished(() => witnesses.forEach((witness) => witness.close()));
	for (const witness of witnesses) await witness.connect(server);
	const [first] = people as [Joined];
	const all = async (): Promise<boolean> => {
		const { notes } = await standing(server, first);
		const opened = openNote(
			notes.at(-1) ?? '',
			witnesses.map(({ cosigner }) => cosigner.verifier)
		);
		return opened.ok && opened.value.verified.length === 11;
	};
	await until('all have cosigned one checkpoint', all, 30_000);

	// The same goes for what an export is written over, although nobody has seen that entry before.
	const zip = await (await ask(server, first, '/export')).arrayBuffer();
	const files = new Map(Object.entries(unzipSync(new Uint8Array(zip))));
	const verdict = await verifyExport(files, { replay: replayBoard, newScribe });
	if (!verdict.ok) throw new Error(verdict.problem.detail);
	const { organizations } = verdict.findings.cosigned;
	expect(organizations).toHaveLength(11);
	expect(new Set(organizations.map(({ size }) => size))).toEqual(new Set([verdict.size]));

	// What a witness kept shows that the export continues what it saw.
	const against = await verifyExport(files, { earlier: witnesses[0]?.note ?? '' });
	expect(against).toMatchObject({ ok: true, findings: { earlier: { kind: 'checkpoint' } } });
});

test('a server that shows two people two histories is found out when they meet the other one', async () => {
	const { server, data, session, key, people } = await open(3);
	const [ana, ben, cem] = people.map((joined, at) => new Witness(joined, key, at + 1)) as [
		Witness,
		Witness,
		Witness
	];
	onTestFinished(() => [ana, ben, cem].forEach((witness) => witness.close()));
	for (const witness of [ana, ben, cem]) await witness.connect(server);
	await until('all have begun', () => [ana, ben, cem].every(({ checked }) => checked > 1), 30_000);
	await server.stop();

	// The host runs the log twice from here on, with the same key, and shows each to some.
	const copy = temporaryFolder();
	onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
	cpSync(data, copy, { recursive: true });
	const [one, two] = [await startServer({ data }), await startServer({ data: copy })];
	onTestFinished(async () => {
		await Promise.all([one.stop(), two.stop()]);
	});
	await ana.connect(one);
	await ben.connect(two);
	for (const [server_, who, text] of [
		[one, ana, 'what Ana is shown'],
		[two, ben, 'what Ben is shown']
	] as const) {
		const client = stockClient(server_, session.id, who.joined.accessToken);
		await synced(client);
		addNote(client, 'anitemofours', text);
		const before = who.size;
		await until('the history goes on', () => who.size > before, 20_000);
		client.close();
	}
	expect([ana.conflict, ben.conflict]).toEqual([null, null]); // nothing is wrong with either alone

	// Whoever is led over to the other history sees that it is not theirs, and holds the proof.
	await ana.connect(two);
	await until('Ana sees it', () => ana.conflict !== null, 20_000);
	const { mine = '', theirs = '' } = ana.conflict ?? {};
	const log = parseVerifierKey(key);
	for (const note of [mine, theirs]) expect(log.ok && openOwn(note, log.value).ok).toBe(true);
	expect(mine).not.toBe(theirs);
	// Cem was shown neither and follows whichever comes first; the other is then a conflict for him, too.
	await cem.connect(one);
	await until('Cem follows', () => cem.size >= ana.size, 20_000);
	await cem.connect(two);
	await until('Cem sees it', () => cem.conflict !== null, 20_000);
});

test('a server whose log has become shorter is found out', async () => {
	const { server, data, session, key, people } = await open(1);
	const witness = new Witness(people[0]!, key, 1);
	onTestFinished(() => witness.close());
	await witness.connect(server);
	await until('it has begun', () => witness.checked > 1, 30_000);
	await server.stop();
	const copy = temporaryFolder();
	onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
	cpSync(data, copy, { recursive: true });
	const later = await startServer({ data });
	await witness.connect(later);
	const client = stockClient(later, session.id, witness.joined.accessToken);
	await synced(client);
	const before = witness.size;
	addNote(client, 'tobeforgotten', 'said');
	await until('it has seen it', () => witness.size > before, 20_000);
	client.close();
	await later.stop();

	const restored = await startServer({ data: copy });
	onTestFinished(async () => {
		await restored.stop();
	});
	await witness.connect(restored);
	await until('the cut shows', () => witness.conflict !== null, 20_000);
	expect(witness.conflict?.kind).toMatch(/cut|rewritten|split/);
});
