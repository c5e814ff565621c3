import {
	cosignNote,
	createCosigner,
	createSigner,
	formatPolicy,
	type Cosigner,
	type ExportFiles,
	type Signer
} from '@concordia/transparency';
import { unzipSync } from 'fflate';
import { exportSession } from '../../apps/server/src/export/archive.ts';
import { Workshop, type Peer } from '../../apps/server/src/testing/workshop.ts';

/** What an honest host gave out, what people kept of it, and the keys that a lying host has in its hand. */
export interface Honest {
	/** The export at the end, its checkpoint cosigned by all partners. */
	readonly files: ExportFiles;
	/** The newest checkpoint before the export, as every browser that was there keeps it. */
	readonly kept: string;
	/** One from the middle of the session, cosigned by the partners then. */
	readonly middle: string;
	/** The log's key only, as it stands on the invitation. */
	readonly logPolicy: string;
	/** The trust file of a partner: this log, and two of three partner organizations. */
	readonly partnersPolicy: string;
	/** The host's own key: whatever it signs looks genuine. */
	readonly signer: Signer;
	/** When the partners cosigned the end, in seconds since 1970. */
	readonly time: number;
	/** Participants of two organizations. */
	readonly ana: string;
	readonly ben: string;
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);

/** Partner organizations whose browsers witness the log. The host is none of them. */
const partners: readonly Cosigner[] = ['PN', 'CC', 'HI1'].map((organization, at) =>
	createCosigner(new Uint8Array(32).fill(100 + at), `witness.example/${organization}`)
);

/** Partners saw this checkpoint grow out of the one before: all of them, or the first few. */
export function cosigned(note: string, time: number, count = partners.length): string {
	const who = partners.slice(0, count);
	return who.reduce((whole, partner) => cosignNote(whole, partner, time), note);
}

/** A session on the whole server without network and disk, played to its end. */
export async function playHonestly(): Promise<Honest> {
	const workshop = await Workshop.open({ seen: 'person' });
	const mara = await workshop.enter({ role: 'mediator' });
	const ana = await workshop.enter({ organization: 'PN' });
	const ben = await workshop.enter({ organization: 'CC' });
	const { world } = workshop;
	ana.addNote('waiting', 'Waiting times are long');
	ben.addNote('records', 'Records arrive late');
	await world.pass(1500);
	const middle = cosigned(newest(ana), seconds(world.now()));

	ana.addNote('calls', 'Nobody pays for calls');
	await world.pass(1500);
	ben.view(5, 'waiting', 'calls');
	await world.pass(6000);
	ben.items.delete('records');
	await world.pass(1500);
	const gone = await workshop.join('participant', 'CC');
	const { registry, session } = workshop;
	await workshop.finish(
		registry.erase(session, gone, { type: 'participant', id: mara.participant })
	);
	await world.pass(1500);
	const kept = newest(ana);
	const files = await exportBy(workshop, mara);
	const time = seconds(world.now());
	const note = cosigned(text(files.get('checkpoint')), time);
	const signer = createSigner(workshop.seed, session.origin);
	return {
		files: new Map(files).set('checkpoint', bytes(note)),
		kept,
		middle,
		logPolicy: formatPolicy([signer.verifierKey]),
		partnersPolicy: partnersPolicy(signer.verifierKey),
		signer,
		time,
		ana: ana.participant,
		ben: ben.participant
	};
}

function partnersPolicy(log: string): string {
	const names = partners.map((_, at) => `partner${at}`);
	return [
		`log ${log}`,
		...partners.map(({ verifierKey }, at) => `witness ${names[at]} ${verifierKey}`),
		`group partners 2 ${names.join(' ')}`,
		'quorum partners',
		''
	].join('\n');
}

async function exportBy(workshop: Workshop, peer: Peer): Promise<ExportFiles> {
	const { store, sequencer, session, world } = workshop;
	const actor = { type: 'participant', id: peer.participant } as const;
	const made = exportSession({ store, sequencer, session, room: peer.room, actor });
	await world.pass(10);
	const result = await made;
	if (!result.ok) throw new Error(result.code);
	return new Map(Object.entries(unzipSync(result.zip)));
}

/** The newest checkpoint that somebody's browser was told of. */
function newest(peer: Peer): string {
	const told = peer.told('checkpoint').at(-1);
	if (told === undefined) throw new Error('nobody was told of a checkpoint');
	return told.note;
}

const seconds = (ms: number): number => Math.floor(ms / 1000);
