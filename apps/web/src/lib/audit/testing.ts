// Helpers of the tests: a small log with a key of its own.
import {
	commitPayload,
	createSigner,
	formatLeaf,
	formatLogLine,
	parseLogLine,
	rootOf,
	signCheckpoint,
	type Leaf
} from '@concordia/transparency';
import { Directory } from './directory.ts';
import { readEntries, type Entry } from './entry.ts';
import { LogTable, type Columns } from './log-table.ts';

export const origin = 'workshop.example/s/abcdefghij';
export const signer = createSigner(new Uint8Array(32).fill(7), origin);

type Given = Partial<Leaf> & { readonly payload?: object };

export const partners = [
	{ id: 'PN', name: 'Physician network', color: 'blue', pattern: 'solid', initials: 'PN' },
	{ id: 'MS', name: 'Ministry', color: 'orange', pattern: 'stripes', initials: 'MS' }
];

/** A log that a test writes entry by entry. */
export class FakeLog {
	readonly lines: string[] = [];

	add(k: string, { payload, ...fields }: Given = {}): Entry {
		const i = this.lines.length;
		const text = payload === undefined ? null : JSON.stringify(payload);
		const salt = text === null ? null : new Uint8Array(32).fill(i % 256);
		const leaf = formatLeaf({
			v: 1,
			i,
			t: 1_795_000_000_000 + i * 1000,
			k,
			...fields,
			...(text !== null && salt && { d: commitPayload(text, salt) })
		});
		this.lines.push(formatLogLine({ leaf, payload: text, salt }));
		return this.entry(i);
	}

	entry(index: number): Entry {
		const [entry] = this.entries(index, index + 1);
		if (!entry) throw new RangeError(`no entry ${index}`);
		return entry;
	}

	entries(from = 0, to = this.lines.length): Entry[] {
		const entries = readEntries(this.text(from, to));
		if (!entries.ok) throw new Error(entries.reason);
		return entries.value;
	}

	/** What the server answers. */
	text(from: number, to: number): string {
		return this.lines
			.slice(from, to)
			.map((line) => `${line}\n`)
			.join('');
	}

	checkpoint(size = this.lines.length, by = signer): string {
		const leaves = this.lines.slice(0, size).map((text) => {
			const line = parseLogLine(text);
			if (!line.ok) throw new Error(line.reason);
			return line.value.leaf;
		});
		return signCheckpoint({ origin, size, root: rootOf(leaves) }, by);
	}
}

function names() {
	const list: string[] = [];
	const place = (name: string | undefined): number => {
		if (name === undefined) return -1;
		const at = list.indexOf(name);
		return at === -1 ? list.push(name) - 1 : at;
	};
	return { list, place };
}

/** Entries as the server gives them without their texts. */
export function columnsOf(log: FakeLog, from = 0, to = log.lines.length): Columns {
	const [kinds, participants, organizations, items, changes] = [
		names(),
		names(),
		names(),
		names(),
		names()
	];
	const leaves = log.entries(from, to).map(({ leaf }) => leaf);
	return {
		from,
		at: leaves.map(({ t }) => t),
		kind: leaves.map(({ k }) => kinds.place(k)),
		participant: leaves.map(({ a }) => participants.place(a)),
		organization: leaves.map(({ og }) => organizations.place(og)),
		item: leaves.map(({ o }) => items.place(o?.[0])),
		count: leaves.map(({ o }) => o?.length ?? 0),
		change: leaves.map(({ c }) => changes.place(c?.[0])),
		kinds: kinds.list,
		participants: participants.list,
		organizations: organizations.list,
		items: items.list,
		changes: changes.list
	};
}

/** All of a log that fits a block, as a page knows it. */
export function tableOf(log: FakeLog): LogTable {
	const table = new LogTable();
	table.grow(log.lines.length);
	if (log.lines.length > 0) table.put(columnsOf(log));
	return table;
}

/** Who is who in a log. */
export function directoryOf(log: FakeLog): Directory {
	const directory = new Directory();
	for (const entry of log.entries()) directory.learn(entry);
	return directory;
}

/** A session opened, two people in it, and `edits` edits. */
export function smallLog(edits = 4): FakeLog {
	const log = new FakeLog();
	log.add('session.open', {
		payload: { title: 'Access', organizations: partners, seen: 'person' }
	});
	log.add('join', { a: 'p1', og: 'PN', o: ['i1'], payload: { name: 'Ana', role: 'delegate' } });
	log.add('join', { a: 'p2', og: 'MS', o: ['i2'], payload: { name: 'Ben', role: 'participant' } });
	for (let n = 0; n < edits; n++)
		log.add('edit', {
			a: n % 2 === 0 ? 'p1' : 'p2',
			og: n % 2 === 0 ? 'PN' : 'MS',
			room: 'abcdefghij',
			seq: n + 1,
			o: [`item${n}`],
			c: ['create']
		});
	return log;
}
