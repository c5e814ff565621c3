import { getItem, insertItems, readBoard } from '@concordia/board/doc';
import {
	instruments,
	newCard,
	newFrame,
	proposalWording,
	type DecisionView,
	type InstrumentDefinition
} from '@concordia/instruments';
import { decodeWitnesses, encodeCosign, encodeSign } from '@concordia/protocol';
import { decisionSeenId } from '@concordia/session';
import {
	considerProposal,
	cosignNote,
	createCosigner,
	createSigner,
	formatAuthorship,
	formatPolicy,
	fromBase64url,
	hashBytes,
	hashText,
	parseCheckpoint,
	parseProposal,
	toBase64url,
	type Cosigner,
	type ExportFiles,
	type Signer,
	type Verifier
} from '@concordia/transparency';
import { unzipSync } from 'fflate';
import { exportSession } from '../../apps/server/src/export/archive.ts';
import { Workshop, type Peer } from '../../apps/server/src/testing/workshop.ts';

/** What an honest host gave out, what people kept of it, and the keys that a lying host has in its hand. */
export interface Honest {
	/** The export at the end, its checkpoint cosigned by both partners. */
	readonly files: ExportFiles;
	/** The newest checkpoint before the export, as every browser that was there keeps it. */
	readonly kept: string;
	/** One from the middle of the session, cosigned by the partners then. */
	readonly middle: string;
	/** The log's key only, as it stands on the invitation. */
	readonly logPolicy: string;
	/** The trust file of a partner: this log, and both partner organizations. */
	readonly partnersPolicy: string;
	/** The host's own key: whatever it signs looks genuine. */
	readonly signer: Signer;
	/** Browsers of the two partner organizations: they cosign whatever grows. */
	readonly cosigners: readonly Cosigner[];
	/** The keys of their browsers, with which they sign whatever they are shown. */
	readonly authors: ReadonlyMap<string, Signer>;
	/** Participants of two organizations. */
	readonly ana: string;
	readonly ben: string;
}

/** A browser of a partner that checks what it is shown, and cosigns it. */
class Witness {
	readonly cosigner: Cosigner;
	readonly #peer: Peer;
	#seen: string | null = null;

	constructor(peer: Peer, byte: number, log: Verifier) {
		this.#peer = peer;
		this.cosigner = createCosigner(new Uint8Array(32).fill(byte), `${log.name}/w/${byte}`);
		const hear = peer.socket.onSend;
		peer.socket.onSend = (bytes) => {
			const asked = decodeWitnesses(bytes);
			if (!asked.ok) return hear?.(bytes);
			const proposal = parseProposal(asked.value.proposal);
			if (!proposal.ok) throw new Error(proposal.reason);
			const answer = considerProposal(proposal.value, this.#seen, log);
			if (answer.kind !== 'grown') throw new Error(`an honest log was found ${answer.kind}`);
			this.#seen = answer.note;
			const line = cosigned(answer.note, answer.checkpoint.size, [this.cosigner]);
			this.#say(answer.checkpoint.size, line.slice(answer.note.length, -1));
		};
		this.#say(0, '');
	}

	#say(size: number, line: string): void {
		const key = line === '' ? '' : this.cosigner.verifierKey;
		this.#peer.send(encodeCosign({ size, key, line, lost: '' }));
	}
}

/** A browser that signs what its person sends, as long as the key lasts. */
class Author {
	readonly signer: Signer;
	readonly #peer: Peer;
	#number = 0;
	/** What this page has sent and not signed yet. */
	#sent: string[] = [];

	constructor(peer: Peer, byte: number) {
		this.#peer = peer;
		this.signer = createSigner(new Uint8Array(32).fill(byte), 'author');
		peer.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== peer) this.#sent.push(hashBytes(update));
		});
	}

	/** Makes the key known. */
	async register(workshop: Workshop): Promise<void> {
		this.#send(workshop, 0, []);
		await workshop.world.settle();
	}

	/** Signs all that was sent since the last time. */
	async sign(workshop: Workshop): Promise<void> {
		const hashes = this.#sent.splice(0);
		this.#number++;
		this.#send(workshop, this.#number, hashes);
		await workshop.world.pass(1500);
	}

	#send({ session }: Workshop, number: number, hashes: readonly string[]): void {
		const { participant, room } = this.#peer;
		const seen = parseCheckpoint(session.checkpoint?.note ?? '');
		if (!seen.ok) throw new Error(seen.reason);
		const { size, root } = seen.value;
		const { publicKey } = this.signer.verifier;
		const authorship = {
			origin: session.origin,
			participant,
			key: toBase64url(publicKey),
			number,
			room: number === 0 ? null : room.key,
			hashes,
			size,
			root: toBase64url(root)
		};
		const signature = this.signer.sign(formatAuthorship(authorship));
		const bytes = hashes.map((hash) => fromBase64url(hash) ?? new Uint8Array(0));
		this.#peer.send(encodeSign({ key: publicKey, number, hashes: bytes, size, root, signature }));
	}
}

/** The note with the lines of these cosigners. Any time will do: it is theirs. */
export function cosigned(note: string, time: number, by: readonly Cosigner[]): string {
	return by.reduce((whole, cosigner) => cosignNote(whole, cosigner, time), note);
}

/** A session on the whole server without network and disk, played to its end. `decides`: also seals and decides. */
export async function playHonestly({ decides = false } = {}): Promise<Honest> {
	const workshop = await Workshop.open({ seen: 'person' });
	const { world, registry, session } = workshop;
	const signer = createSigner(workshop.seed, session.origin);
	const mara = await workshop.enter({ role: 'mediator' });
	const ana = await workshop.enter({ role: 'delegate', organization: 'PN' });
	const ben = await workshop.enter({ role: 'delegate', organization: 'CC' });
	const witnesses = [ana, ben].map((peer, at) => new Witness(peer, 101 + at, signer.verifier));
	const authors = [ana, ben].map((peer, at) => new Author(peer, 111 + at));
	await world.pass(1500);
	for (const author of authors) await author.register(workshop);
	ana.addNote('waiting', 'Waiting times are long');
	ben.addNote('records', 'Records arrive late');
	await world.pass(1500);
	for (const author of authors) await author.sign(workshop);
	await world.pass(10_000);
	const middle = textOf(session.witnesses.cosigned().at(-1)?.note);

	if (decides) await sealAndDecide(workshop, { mara, ana, ben });
	ana.addNote('calls', 'Nobody pays for calls');
	await world.pass(1500);
	ben.view(5, 'waiting', 'calls');
	await world.pass(6000);
	ben.items.delete('records');
	await world.pass(1500);
	for (const author of authors) await author.sign(workshop);
	const gone = await workshop.join('participant', 'CC');
	await workshop.finish(
		registry.erase(session, gone, { type: 'participant', id: mara.participant })
	);
	await world.pass(10_000);
	const kept = textOf(ana.told('checkpoint').at(-1)?.note);
	const files = await exportBy(workshop, mara);
	const cosigners = witnesses.map(({ cosigner }) => cosigner);
	const groups = ['PN', 'CC'].map((organization, at) => ({
		organization,
		keys: [cosigners[at]?.verifierKey ?? '']
	}));
	return {
		files,
		kept,
		middle,
		logPolicy: formatPolicy([signer.verifierKey]),
		partnersPolicy: formatPolicy([signer.verifierKey], { groups, quorum: 2 }),
		signer,
		cosigners,
		authors: new Map([ana, ben].map(({ participant }, at) => [participant, authors[at]!.signer])),
		ana: ana.participant,
		ben: ben.participant
	};
}

/** Both partners seal a card that is revealed then, and decide together. */
async function sealAndDecide(
	{ world, session }: Workshop,
	{ mara, ana, ben }: Record<'mara' | 'ana' | 'ben', Peer>
): Promise<void> {
	const tell = async (peer: Peer, command: object): Promise<void> => {
		peer.command(command);
		await world.pass(500);
		const result = peer.told('result').at(-1);
		if (result?.ok !== true) throw new Error(result?.code);
	};
	const [motives, decisions] = ['motives', 'decisions'].map((wanted) =>
		instruments.find(({ id }) => id === wanted)!
	) as [InstrumentDefinition, InstrumentDefinition];
	const view = decisions.views.find((one): one is DecisionView => one.type === 'decision')!;
	const frames = [motives, decisions].map((definition, at) =>
		newFrame(definition, { id: definition.id, pos: [9000 * (at + 1), 0], locale: 'en' })
	);
	insertItems(mara.doc, frames, null);
	await world.pass(500);
	const proposal = { id: 'proposal', kind: view.kind, text: 'We share the beds', fields: {} };
	const frame = getItem(mara.doc, decisions.id)!;
	insertItems(mara.doc, [newCard(decisions, readBoard(mara.doc), frame, proposal)], null);
	await world.pass(500);

	await tell(mara, { type: 'seal-open', frame: motives.id, parties: ['PN', 'CC'] });
	const [round = ''] = Object.keys(session.shown.seals);
	for (const [peer, text] of [
		[ana, 'To grow'],
		[ben, 'To last']
	] as const) {
		const cards = [
			{ id: `motive-${peer.participant}`.slice(0, 24), kind: 'motive', text, fields: {} }
		];
		await tell(peer, { type: 'seal-put', round, cards, salt: 'A'.repeat(43) });
	}
	await tell(mara, { type: 'seal-reveal', round });

	const wording = proposalWording(decisions, view, readBoard(mara.doc), decisions.id, 'proposal');
	const card = { item: 'proposal', frame: decisions.id, room: session.id };
	await tell(mara, { type: 'decision-present', ...card, hash: hashText(wording ?? '') });
	const [presented] = Object.values(session.shown.decisions);
	const { id: decision = '', seq = 0 } = presented ?? {};
	for (const peer of [ana, ben]) peer.view(seq, decisionSeenId(decision));
	await world.pass(12_000);
	await tell(mara, { type: 'decision-open', decision });
	for (const peer of [ana, ben])
		await tell(peer, { type: 'decision-answer', decision, answer: 'consent', reason: '' });
	await tell(mara, { type: 'decision-close', decision });
}

async function exportBy(workshop: Workshop, peer: Peer): Promise<ExportFiles> {
	const { store, sequencer, session, world } = workshop;
	const actor = { type: 'participant', id: peer.participant } as const;
	const made = exportSession({ store, sequencer, session, room: peer.room, actor });
	await world.pass(3000); // witnesses are waited for
	const result = await made;
	if (!result.ok) throw new Error(result.code);
	return new Map(Object.entries(unzipSync(result.zip)));
}

function textOf(note: string | undefined): string {
	if (note === undefined) throw new Error('there is no checkpoint');
	return note;
}
