import {
	createCosigner,
	createSigner,
	formatAuthorship,
	formatPolicy,
	hashBytes,
	hashOfList,
	parseNote,
	toBase64url,
	type ExportFiles
} from '@concordia/transparency';
import { bytesOf, exchanged, Forge, noteBy, type Entry } from './forge.ts';
import { cosigned, type Honest } from './honest.ts';

/** What the host hands out, and the checkpoint that the browsers of those who were there have kept. */
export interface Told {
	readonly files: ExportFiles;
	readonly kept: string;
}

export type Attack = (honest: Honest) => Told;
type Change = (forge: Forge, honest: Honest) => void;

/**
 * What a host could do, each as one function from what honestly happened to what it hands out instead.
 * The names are those of the rows in `docs/threat-model.md`, which a test compares with what is found.
 */
export const attacks: Readonly<Record<string, Attack>> = {
	// Afterwards: people have their checkpoints, the partners have cosigned.
	'rewrites an entry': afterwards((forge, { ana }) =>
		forge.change(forge.find('edit', ana), { o: ['another'], c: ['delete'] })
	),
	'rewrites an entry, and strips all signatures': afterwards((forge, { ana, ben }) => {
		forge.change(forge.find('edit', ana), { a: ben, og: 'CC' });
		strip(forge);
	}),
	'gives an entry to another author': afterwards((forge, { ana, ben }) =>
		forge.change(forge.find('edit', ana), { a: ben, og: 'CC' })
	),
	'renames a person': afterwards((forge, { ben }) => {
		const role = { organization: 'CC', role: 'participant', consent: true };
		forge.reword(forge.find('join', ben), { name: 'Somebody else', ...role });
	}),
	'omits an entry': afterwards(omit),
	'reorders entries': afterwards(({ entries }) => {
		const [first, second] = entries.slice(4, 6);
		if (first && second) entries.splice(4, 2, second, first);
	}),
	'backdates an entry': afterwards((forge, { ana }) => {
		const entry = forge.find('edit', ana);
		forge.change(entry, { t: entry.leaf.t - 1 });
	}),
	'truncates the log': afterwards(({ entries, edits }) => {
		const last = entries.splice(12).slice(-1);
		entries.push(...last);
		edits.splice(
			0,
			edits.length,
			...edits.filter(({ entry }) => entry !== undefined && entries.includes(entry))
		);
	}),
	'denies that somebody saw something': afterwards((forge, { ben }) =>
		forge.remove(forge.find('seen', ben))
	),
	'hides that there was a side room': (honest) => {
		const { files, kept } = atOnce(sideRoom)(honest);
		const forge = new Forge(files, honest.signer);
		const room = forge.entries.find(({ leaf }) => leaf.room?.includes('~side~'));
		if (room) forge.remove(room);
		return { files: forge.seal(), kept };
	},
	'swaps an update in the export': inExport('updates.jsonl', (lines) =>
		lines.replace(/"update":"(.)/, (_, letter) => `"update":"${letter === 'A' ? 'B' : 'A'}`)
	),
	'swaps an update and its entry': afterwards(swap),
	'exchanges a file of the export': inExport('board.json', shorten),
	'erases without saying so': afterwards((forge, { ben }) => erase(forge, ben)),
	'signs with another key': ({ files, signer, kept }) => {
		const other = createSigner(new Uint8Array(32).fill(66), signer.name);
		const forge = new Forge(files, signer);
		forge.others.set('policy.txt', bytesOf(formatPolicy([other.verifierKey])));
		for (const name of forge.others.keys())
			if (name.startsWith('cosigned/')) forge.others.delete(name);
		return { files: forge.seal(other), kept };
	},
	'ships a policy without witnesses': afterwards(({ others }, { logPolicy }) =>
		others.set('policy.txt', bytesOf(logPolicy))
	),
	'drops the cosignatures': inExport('checkpoint', (note) => signedBy(note, [0])),
	'keeps one partner’s cosignature only': inExport('checkpoint', (note) => signedBy(note, [0, 1])),
	'repeats one cosignature': inExport('checkpoint', (note) => signedBy(note, [0, 1, 1, 1])),
	'replays old cosignatures': (honest) => {
		const [, old = ''] = honest.middle.split('\n\n');
		const cosignatures = old.slice(old.indexOf('\n') + 1);
		const { files, kept } = afterwards(omitAndStrip)(honest);
		return { files: exchanged(files, 'checkpoint', (note) => note + cosignatures), kept };
	},
	'rewrites what comes behind an early cosignature': afterwards((forge, { ben, middle }) => {
		const [, size = ''] = middle.split('\n');
		forge.others.set(`cosigned/${size}`, bytesOf(middle));
		strip(forge, Number(size));
		forge.remove(forge.find('seen', ben));
	}),
	'invents witnesses for the partners': (honest) => {
		const forge = new Forge(honest.files, honest.signer);
		omitAndStrip(forge, honest);
		const invented = ['PN', 'CC'].map((og, at) => {
			const name = `${honest.signer.name}/w/invented${at}`;
			const cosigner = createCosigner(new Uint8Array(32).fill(70 + at), name);
			forge.invent('witness.join', { a: honest.ana, og, o: [cosigner.verifierKey] });
			return cosigner;
		});
		const files = exchanged(forge.seal(), 'checkpoint', (note) => cosigned(note, 1, invented));
		return { files, kept: honest.kept };
	},
	'replays an old checkpoint': ({ files, kept, middle }) => ({
		files: exchanged(files, 'checkpoint', () => middle),
		kept
	}),

	// Two histories: what the first partner is shown, beside what the browsers of the others have kept.
	'splits the view': (honest) => {
		const { files } = afterwards(omitAndStrip)(honest);
		const seen = exchanged(files, 'checkpoint', (note) =>
			cosigned(note, 1, honest.cosigners.slice(0, 1))
		);
		return { files: seen, kept: honest.kept };
	},

	// At once: nobody has seen it otherwise, so the partners cosign it in good faith.
	'leaves out an action when it happens': atOnce(omit),
	'writes a wrong time when it happens': atOnce(({ entries }) => {
		for (const entry of entries) entry.leaf = { ...entry.leaf, t: entry.leaf.t - 3_600_000 };
	}),
	'gives an edit to another author when it happens': atOnce((forge, { ana, ben }) =>
		forge.change(forge.find('edit', ana), { a: ben, og: 'CC' })
	),
	'stores another update than was sent': atOnce(swap),
	'forges an edit of somebody': atOnce((forge, { ana }) => {
		forge.invent('client.bind', { a: ana, og: 'PN', cl: 4711 });
		say(forge, ana, noteBy(4711, 'invented', 'Never said'), 'invented');
	}),
	'forges an edit of somebody, with a key of its own': atOnce((forge, honest) => {
		const { ana, signer } = honest;
		const own = createSigner(new Uint8Array(32).fill(99), 'author');
		forge.invent('client.bind', { a: ana, og: 'PN', cl: 4711 });
		const o = [toBase64url(own.verifier.publicKey)];
		const key = forge.invent('key.add', { a: ana, og: 'PN', o, n: 0, w: 0, s: '' });
		const { leaf } = say(forge, ana, noteBy(4711, 'invented', 'Never said'), 'invented');
		const { h = '', room = '' } = leaf;
		const fields = { a: ana, og: 'PN', room, o: ['', h], h: hashOfList([h]), n: 1, w: 0, s: '' };
		const sign = forge.invent('sign', fields);
		for (const entry of [key, sign]) {
			const { n = 0 } = entry.leaf;
			const text = formatAuthorship({
				origin: signer.name,
				participant: ana,
				key: o[0] ?? '',
				number: n,
				room: n === 0 ? null : room,
				hashes: n === 0 ? [] : [h],
				size: 0,
				root: null
			});
			forge.change(entry, { s: toBase64url(own.sign(text)) });
		}
		sign.key = key;
	}),
	'invents a participant': atOnce((forge, { ben }) => {
		const { o = [] } = forge.find('join', ben).leaf;
		const entry = forge.invent('join', { a: 'nobody', og: 'PN', o });
		forge.reword(entry, { name: 'Nobody', organization: 'PN', role: 'delegate', consent: true });
	}),
	'claims that somebody saw something': atOnce((forge, { ana, ben }) => {
		const { room = '', seq = 0 } = forge.find('seen', ben).leaf;
		const fields = { a: ana, og: 'PN', room, seq, o: ['records'] };
		forge.invent('seen', fields);
		forge.invent('ack', fields);
	}),
	'forges an answer of somebody': atOnce((forge, { ana }) => {
		const entry = forge.invent('answer.give', { a: ana, og: 'PN', o: ['waiting'] });
		const version = '0'.repeat(64);
		forge.reword(entry, { version, scale: 'five', grade: 5, text: 'I agree to all of it' });
	}),
	'holds back what was said in a side room': atOnce(sideRoom),
	'erases too much, and says so': atOnce((forge, { ben }) => {
		erase(forge, ben);
		forge.invent('redact', { o: [ben] });
	}),
	'exchanges the board before it exports': atOnce((forge) => {
		forge.board = noteBy(4711, 'waiting', 'Nobody waits for long');
	}),
	'changes a word in the board for other programs': atOnce(({ lies }) =>
		lies.set('board.json', shorten)
	),
	'gives a person another organization in the list of people': atOnce(({ lies }) =>
		lies.set('people.json', (text) => text.replace('"organization": "CC"', '"organization": "PN"'))
	),
	'leaves a person out of the list of people': atOnce(({ lies }, { ben }) =>
		lies.set('people.json', (text) => {
			const people = JSON.parse(text) as { participants: { id: string }[] };
			const participants = people.participants.filter(({ id }) => id !== ben);
			return JSON.stringify({ ...people, participants });
		})
	),
	'writes another document than the board has': atOnce(({ lies }) =>
		lies.set('documents/problem-set.en.md', () => '# Nobody waits for long\n')
	),
	'says that another version wrote its documents': atOnce(({ lies }) => {
		lies.set('people.json', (text) => text.replace(/"form": \d+/, '"form": 0'));
		lies.set('documents/problem-set.en.md', () => '# Nobody waits for long\n');
	}),
	'exchanges a picture under its name': atOnce(({ lies }) =>
		lies.set(`blobs/${'0'.repeat(64)}.png`, () => 'another picture')
	),
	'exchanges another file before it exports': atOnce(({ lies }) =>
		lies.set('README.txt', (text) => text.replace('Nobody can', 'Everybody can'))
	)
};

/** The same in a session in which partners sealed cards and decided, each of them at once. */
export const attacksOnDecisions: Readonly<Record<string, Attack>> = {
	'reveals other cards than were sealed': atOnce((forge, { ana }) => {
		const { o: [, , card = ''] = [] } = forge.find('seal.reveal').leaf;
		const entry = forge.entries.find(({ leaf: { a, o = [] } }) => a === ana && o.includes(card));
		if (entry === undefined) throw new Error('nobody revealed anything');
		const edit = forge.editOf(entry);
		const update = exchangedIn(edit.line.update, 'To grow', 'To rule');
		edit.line = { ...edit.line, update };
		forge.change(entry, { h: hashBytes(update) });
	}),
	'reveals sealed cards with another salt': atOnce((forge) => {
		const entry = forge.find('seal.reveal');
		const payload = JSON.parse(entry.payload ?? '') as { salts: Record<string, string> };
		forge.reword(entry, { ...payload, salts: { ...payload.salts, CC: `B${'A'.repeat(42)}` } });
	}),
	'leaves out what one partner had sealed': atOnce((forge) => {
		const entry = forge.find('seal.reveal');
		const payload = JSON.parse(entry.payload ?? '') as { cards: Record<string, string[]> };
		forge.reword(entry, { ...payload, cards: { ...payload.cards, CC: [] } });
	}),
	'has people decide on another wording': atOnce((forge) => {
		const entry = forge.find('decision.present');
		const { wording } = JSON.parse(entry.payload ?? '') as { wording: string };
		forge.reword(entry, { wording: wording.replace('share', 'close') });
	}),
	'announces another result of a decision': atOnce((forge) =>
		forge.change(forge.find('decision.close'), { c: ['rejected'] })
	)
};

/** Everything is made to fit again and signed with the log's key; what others signed, the host can't. */
function afterwards(change: Change): Attack {
	return (honest) => {
		const forge = new Forge(honest.files, honest.signer);
		change(forge, honest);
		return { files: forge.seal(), kept: honest.kept };
	};
}

/** The same before anybody looked: browsers keep and sign, and partners cosign, what they were shown. */
function atOnce(change: Change): Attack {
	return (honest) => {
		const forge = new Forge(honest.files, honest.signer);
		change(forge, honest);
		forge.signAnew(honest.authors);
		const files = exchanged(forge.seal(), 'checkpoint', (note) =>
			cosigned(note, 1, honest.cosigners)
		);
		return { files, kept: forge.checkpoint(forge.entries.length - 1) };
	};
}

/** One file of a finished export is exchanged. */
function inExport(name: string, change: (text: string) => string): Attack {
	return ({ files, kept }) => ({ files: exchanged(files, name, change), kept });
}

/** Ben's last edit: nothing builds on it. */
function omit(forge: Forge, { ben }: Honest): void {
	const edits = forge.entries.filter(({ leaf }) => leaf.k === 'edit' && leaf.a === ben);
	for (const last of edits.slice(-1)) forge.remove(last);
}

/** Takes out what people signed, so that no signature shows what is left out. */
function strip(forge: Forge, from = 0): void {
	const isSigning = ({ leaf: { i, k } }: Entry): boolean =>
		i >= from && (k === 'sign' || k === 'key.add');
	for (const entry of forge.entries.filter(isSigning)) forge.remove(entry);
}

function omitAndStrip(forge: Forge, honest: Honest): void {
	omit(forge, honest);
	strip(forge);
}

/** Ana's first note says something else, of the same length, so that all that follows still fits. */
function swap(forge: Forge, { ana }: Honest): void {
	const edit = forge.editOf(forge.find('edit', ana));
	const { cl = 0 } = forge.find('client.bind', ana).leaf;
	const update = noteBy(cl, 'waiting', 'Waiting times are fine');
	edit.line = { ...edit.line, update };
	if (edit.entry) forge.change(edit.entry, { h: hashBytes(update) });
}

/** One more edit, with its entry. */
function say(forge: Forge, participant: string, update: Uint8Array, item: string): Entry {
	const { line } = forge.editOf(forge.find('edit', participant));
	const seq = 1 + Math.max(...forge.edits.map((edit) => edit.line.seq));
	const fields = { a: participant, og: 'PN', room: line.room, seq, o: [item], c: ['create'] };
	const entry = forge.invent('edit', { ...fields, h: hashBytes(update) });
	forge.edits.push({ entry, line: { ...line, seq, update } });
	return entry;
}

function erase(forge: Forge, participant: string): void {
	const entry = forge.find('join', participant);
	[entry.payload, entry.salt] = [null, null];
}

/** Entries of a side room stand in the log; its edits don't come with the export. */
function sideRoom(forge: Forge, { ana, signer }: Honest): void {
	const [, session = ''] = signer.name.split('/s/');
	const fields = { a: ana, og: 'PN', room: `${session}~side~quiet`, seq: 1 };
	const h = hashBytes(bytesOf('said among some'));
	forge.invent('edit', { ...fields, o: ['quiet'], c: ['create'], h });
}

/** The bytes with other words of the same length. */
function exchangedIn(bytes: Uint8Array | null, from: string, to: string): Uint8Array {
	const text = Buffer.from(bytes ?? [])
		.toString('latin1')
		.replace(from, to);
	return new Uint8Array(Buffer.from(text, 'latin1'));
}

function shorten(board: string): string {
	return board.replace('long', 'short');
}

/** The note with some of its signature lines, by their number; the log's own is 0. */
function signedBy(note: string, wanted: readonly number[]): string {
	const parsed = parseNote(note);
	if (!parsed.ok) throw new Error(parsed.reason);
	const { text } = parsed.value;
	const lines = note.slice(text.length + 1).split('\n');
	return `${text}\n${wanted.map((at) => `${lines[at]}\n`).join('')}`;
}
