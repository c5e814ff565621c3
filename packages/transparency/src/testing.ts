// Helpers of the tests: small logs and exports, made by hand.
import { parseCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint.ts';
import { formatLeaf, type Leaf } from './leaf.ts';
import { formatLogLine, formatUpdateLine, type LogLine, type UpdateLine } from './lines.ts';
import { formatManifest } from './manifest.ts';
import { createSigner, type Signer } from './note.ts';
import { commitPayload, hashBytes } from './payload.ts';
import { formatPolicy } from './policy.ts';
import { Tree } from './tree.ts';
import { concatBytes, utf8 } from './bytes.ts';

/** The leaves (hex) that certificate-transparency implementations have in common: transparency-dev/merkle, testonly. */
export const publishedLeaves = [
	'',
	'00',
	'10',
	'2021',
	'3031',
	'40414243',
	'5051525354555657',
	'606162636465666768696a6b6c6d6e6f'
];

export const origin = 'workshop.example/s/abcdefghij';

/** A signer whose seed is one byte again and again. */
export function signerNamed(name: string, byte: number): Signer {
	return createSigner(new Uint8Array(32).fill(byte), name);
}

export const logSigner = signerNamed(origin, 7);

export function saltOf(byte: number): Uint8Array {
	return new Uint8Array(32).fill(byte);
}

/** What a session did, from which a log and an export are made. */
export class FakeSession {
	readonly lines: LogLine[] = [];
	readonly updates: UpdateLine[] = [];
	readonly files = new Map<string, Uint8Array>();
	room = 'abcdefghij';

	add(kind: string, fields: Partial<Leaf> = {}, payload: object | null = null): number {
		const i = this.lines.length;
		const text = payload && JSON.stringify(payload);
		const salt = text === null ? null : saltOf(i % 256);
		const leaf = formatLeaf({
			v: 1,
			i,
			t: 1_795_000_000_000 + i * 1000,
			k: kind,
			...fields,
			...(text !== null && salt && { d: commitPayload(text, salt) })
		});
		this.lines.push({ leaf, payload: text, salt });
		return i;
	}

	edit(participant: string, item: string, room = this.room): number {
		const seq = this.updates.length + 1;
		const update = utf8(`update ${seq} of ${item}`);
		const entry = this.add('edit', {
			a: participant,
			og: 'PN',
			room,
			seq,
			o: [item],
			c: ['text'],
			h: hashBytes(update)
		});
		this.updates.push({ entry, room, seq, update });
		return entry;
	}

	/** Takes the payload away, and says so. */
	redact(index: number): void {
		this.erase(index);
		this.add('redact', { o: [String(index)], c: ['payload'] });
	}

	erase(index: number): void {
		const line = this.lines[index];
		if (!line) throw new RangeError(`no entry ${index}`);
		this.lines[index] = { leaf: line.leaf, payload: null, salt: null };
	}

	checkpoint(size = this.lines.length): string {
		const tree = Tree.empty();
		for (const line of this.lines.slice(0, size)) tree.append(line.leaf);
		return signCheckpoint({ origin, size, root: tree.root() }, logSigner);
	}

	/** The files of an export of everything so far; it adds the `export` entry first. */
	export(): Map<string, Uint8Array> {
		const files = new Map(this.files);
		files.set('policy.txt', utf8(formatPolicy([logSigner.verifierKey])));
		files.set('updates.jsonl', linesFile(this.updates.map(formatUpdateLine)));
		files.set('board.json', utf8('{"nodes":[]}\n'));
		files.set('documents/problem-set.md', utf8('# Problems\n'));
		const manifest = utf8(formatManifest(files));
		this.add('export', { h: hashBytes(manifest) });
		files.set('manifest.txt', manifest);
		files.set('log.jsonl', linesFile(this.lines.map(formatLogLine)));
		files.set('checkpoint', utf8(this.checkpoint()));
		return files;
	}
}

/** Two people of two organizations, five edits, one erased name. */
export function smallSession(): FakeSession {
	const session = new FakeSession();
	session.add('session.open', {}, { title: 'Access to records', organizations: [] });
	session.add('join', { a: 'p1', og: 'PN' }, { name: 'Ana', organization: 'PN' });
	const ben = session.add('join', { a: 'p2', og: 'MS' }, { name: 'Ben', organization: 'MS' });
	for (const item of ['itemA', 'itemB', 'itemA', 'itemC']) session.edit('p1', item);
	session.edit('p1', 'itemP', `${session.room}~private~p1`);
	session.updates.pop(); // drafts stay out of exports
	session.redact(ben);
	return session;
}

export function linesFile(lines: readonly string[]): Uint8Array {
	return utf8(lines.map((line) => `${line}\n`).join(''));
}

/** The file with one bit of one byte turned over. */
export function flip(bytes: Uint8Array, at: number, bit = 1): Uint8Array {
	const changed = concatBytes(bytes);
	changed[at] = (changed[at] ?? 0) ^ bit;
	return changed;
}

export function readCheckpoint(note: string): Checkpoint {
	const checkpoint = parseCheckpoint(note);
	if (!checkpoint.ok) throw new Error(checkpoint.reason);
	return checkpoint.value;
}
