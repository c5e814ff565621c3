import { rmSync } from 'node:fs';
import { decodeSigned, encodeSign, messageTypes, type Signed } from '@concordia/protocol';
import { newScribe } from '@concordia/archive';
import {
	createSigner,
	formatAuthorship,
	fromBase64url,
	hashBytes,
	parseCheckpoint,
	toBase64url,
	verifyExport
} from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { createSession, join, linkOf } from '../harness/api.ts';
import { addNote, stockClient, synced, until, type StockClient } from '../harness/client.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';

/** A program that signs what it sends, as pages do; it has its own idea of what it saw. */
class SigningClient {
	readonly client: StockClient;
	readonly participant: string;
	readonly #server: RunningServer;
	readonly #token: string;
	readonly #session: string;
	readonly #signer = createSigner(new Uint8Array(32).fill(77), 'author');
	readonly #answers: Signed[] = [];
	readonly #hashes: string[] = [];

	constructor(server: RunningServer, session: string, participant: string, token: string) {
		this.#server = server;
		this.#session = session;
		this.participant = participant;
		this.#token = token;
		this.client = stockClient(server, session, token, { concordia: '1' });
		this.client.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== this.client.provider) this.#hashes.push(hashBytes(update));
		});
		this.client.provider.messageHandlers[messageTypes.signed] = (_encoder, decoder) => {
			const signed = decodeSigned(decoder.arr);
			if (signed.ok) this.#answers.push(signed.value);
		};
	}

	/** Signs what was written since the last time; number 0 makes the key known. */
	async sign(number: number): Promise<Signed> {
		const url = `${this.#server.url}/api/sessions/${this.#session}/log/checkpoint`;
		const headers = { authorization: `Bearer ${this.#token}` };
		let note = '';
		await until('something is signed', async () => {
			const response = await fetch(url, { headers });
			note = await response.text();
			return response.ok;
		});
		const checkpoint = parseCheckpoint(note);
		if (!checkpoint.ok) throw new Error(checkpoint.reason);
		const { origin, size, root } = checkpoint.value;
		const hashes = number === 0 ? [] : this.#hashes.splice(0);
		const key = this.#signer.verifier.publicKey;
		const text = formatAuthorship({
			origin,
			participant: this.participant,
			key: toBase64url(key),
			number,
			room: number === 0 ? null : this.#session,
			hashes,
			size,
			root: toBase64url(root)
		});
		const bytes = hashes.map((hash) => fromBase64url(hash) ?? new Uint8Array());
		const signature = this.#signer.sign(text);
		const before = this.#answers.length;
		const message = encodeSign({ key, number, hashes: bytes, size, root, signature });
		this.client.provider.ws?.send(message as Uint8Array<ArrayBuffer>);
		await until('the server answers', () => this.#answers.length > before);
		return this.#answers[before] as Signed;
	}
}

test('an export shows whose key signed what, across a restart, and what other programs wrote', async () => {
	const folder = temporaryFolder();
	let server = await startServer({ data: folder });
	onTestFinished(async () => {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	});
	const session = await createSession(server);
	const enter = (name: string) => join(server, linkOf(session, 'participant', 'PN').token, name);
	const [anna, ben] = [await enter('Anna'), await enter('Ben')];
	let author = new SigningClient(server, session.id, anna.participant.id, anna.accessToken);
	const stock = stockClient(server, session.id, ben.accessToken);
	await Promise.all([synced(author.client), synced(stock)]);
	expect(await author.sign(0)).toMatchObject({ number: 0, code: '' });
	addNote(author.client, 'noteaaaaaaaa', 'One');
	addNote(author.client, 'notebbbbbbbb', 'Two');
	addNote(stock, 'notecccccccc', 'By another program');
	expect(await author.sign(1)).toMatchObject({ number: 1, code: '' });
	await until('all is there', () => author.client.items.size === 3);
	author.client.close();
	stock.close();

	await server.stop();
	server = await startServer({ data: folder });
	author = new SigningClient(server, session.id, anna.participant.id, anna.accessToken);
	await synced(author.client);
	expect(await author.sign(0)).toMatchObject({ number: 1, code: '' });
	addNote(author.client, 'notedddddddd', 'Three');
	expect(await author.sign(3)).toMatchObject({ number: 1, code: 'out-of-order' });
	addNote(author.client, 'noteeeeeeeee', 'Four');
	expect(await author.sign(2)).toMatchObject({ number: 2, code: '' });
	author.client.close();

	const response = await fetch(`${server.url}/api/sessions/${session.id}/export`, {
		headers: { authorization: `Bearer ${anna.accessToken}` }
	});
	const files = new Map(Object.entries(unzipSync(new Uint8Array(await response.arrayBuffer()))));
	const verdict = await verifyExport(files, { replay: replayBoard, newScribe });
	if (!verdict.ok) throw new Error(verdict.problem.detail);
	expect(verdict.findings.authors).toEqual([
		{
			participant: anna.participant.id,
			keys: 1,
			signed: 3,
			unsigned: 1,
			firstUnsigned: expect.any(Number) as number,
			absent: 0
		},
		{ participant: ben.participant.id, keys: 0, signed: 0, unsigned: 1, absent: 0 }
	]);
});
