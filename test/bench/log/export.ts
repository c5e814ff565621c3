import { writeBoard, writePeople } from '@concordia/archive';
import { insertItems, newDocument, readBoard, readMeta, updateItems } from '@concordia/board/doc';
import { limits } from '@concordia/protocol';
import { evolve, type SessionEvent } from '@concordia/session';
import {
	createSigner,
	formatLogLine,
	formatManifest,
	formatPolicy,
	formatUpdateLine,
	hashBytes,
	signCheckpoint,
	Tree
} from '@concordia/transparency';
import { precheck, readUpdate, touchedWords } from '@concordia/updates';
import { randomBytes } from 'node:crypto';
import * as Y from 'yjs';
import { SessionLog } from '../../../apps/server/src/log/session-log.ts';
import { seeded } from '../../harness/random.ts';

const SESSION = 'benchsession1';
const ITEMS = 5000;
const WRITERS = 20;
const ENTRIES_AT_ONCE = 5000;

/**
 * The files of an export of so many entries: notes that people make, move and write in, each edit an entry. As
 * a server writes it, without the server, which would take longer than what is measured.
 */
export function workshopExport(entries: number): Map<string, Uint8Array> {
	const origin = `bench.example/s/${SESSION}`;
	const signer = createSigner(new Uint8Array(32).fill(7), origin);
	const log = new SessionLog(SESSION, Tree.empty(), randomBytes);
	const lines: string[] = [];
	const updates: string[] = [];
	const keep = (): void => {
		for (const row of log.drain().entries) lines.push(formatLogLine(row));
	};
	const doc = newDocument();
	const take = (update: Uint8Array, seq: number): void => {
		const { touches } = precheck(doc, readUpdate(update, limits), limits);
		Y.applyUpdate(doc, update);
		const entry = log.append({
			kind: 'edit',
			at: 1_795_000_000_000 + seq,
			participant: `p${seq % WRITERS}`,
			organization: 'PN',
			room: SESSION,
			seq,
			items: touches.map(({ item }) => item),
			changes: touches.map((touch) => touchedWords(touch, (name) => name)),
			hash: hashBytes(update)
		});
		updates.push(formatUpdateLine({ entry, room: SESSION, seq, update }));
		if (seq % ENTRIES_AT_ONCE === 0) keep();
	};
	const opened = { at: 1, subject: [SESSION], payload: { title: 'Bench' } } as const;
	log.append({ kind: 'session.open', items: [SESSION], ...opened });
	let seq = 0;
	for (const update of edits(entries - 2)) take(update, ++seq);
	const files = new Map<string, Uint8Array>();
	files.set('board.yjs', Y.encodeStateAsUpdate(doc));
	const { title } = readMeta(doc);
	files.set('board.json', encode(writeBoard(readBoard(doc), { session: SESSION, title, seq })));
	const state = evolve(null, { kind: 'session.open', ...opened } satisfies SessionEvent);
	if (state === null) throw new Error('no session');
	files.set('people.json', encode(writePeople(state)));
	files.set('updates.jsonl', linesFile(updates));
	files.set('policy.txt', encode(formatPolicy([signer.verifierKey])));
	const manifest = encode(formatManifest(files));
	log.append({ kind: 'export', at: 1_795_900_000_000, hash: hashBytes(manifest) });
	keep();
	files.set('manifest.txt', manifest);
	files.set('log.jsonl', linesFile(lines));
	files.set(
		'checkpoint',
		encode(signCheckpoint({ origin, size: log.size, root: log.root() }, signer))
	);
	return files;
}

/** One note after the other, then moves and words in turn. */
function* edits(count: number): Generator<Uint8Array> {
	const random = seeded(1);
	const doc = newDocument();
	const made: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => made.push(update));
	const ids: string[] = [];
	for (let at = 0; at < count; at++) {
		// Each writes under an id of their own.
		doc.clientID = 1000 + (at % WRITERS);
		const pos = [random.below(20_000), random.below(20_000)] as const;
		const id = ids[random.below(ids.length || 1)];
		if (id === undefined || ids.length < Math.min(ITEMS, count / 4)) {
			const next = `note${String(ids.length).padStart(8, '0')}`;
			insertItems(
				doc,
				[{ id: next, type: 'note', pos, z: 'a0', text: 'A note of somebody' }],
				null
			);
			ids.push(next);
		} else if (at % 3 === 0)
			updateItems(doc, [{ id, text: `A note of somebody, changed ${at}` }], null);
		else updateItems(doc, [{ id, pos }], null);
		const update = made.pop();
		if (update !== undefined) yield update;
	}
}

function linesFile(lines: readonly string[]): Uint8Array {
	return encode(lines.map((line) => `${line}\n`).join(''));
}

function encode(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}
