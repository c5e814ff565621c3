import { getItem, readBoard } from '@concordia/board/doc';
import { formatFrozen, frozenOf, instruments } from '@concordia/instruments';
import { newScribe } from '@concordia/archive';
import { hashText, verifyExport } from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { exportSession } from '../export/archive.ts';
import { Workshop, type Peer } from '../testing/workshop.ts';

const [definition] = instruments;
if (definition === undefined) throw new Error('no instrument');
const [kind] = definition.kinds;

function put(peer: Peer, id: string, entries: Record<string, unknown>): void {
	peer.items.set(id, new Y.Map(Object.entries({ pos: [0, 0], size: [400, 400], ...entries })));
}

const wordsOf = (peer: Peer) => peer.items.get('card')?.get('text') as Y.Text;

/** An instrument with one card on the board, a delegate and a mediator. */
async function drafting() {
	const workshop = await Workshop.open();
	const ana = await workshop.enter({ role: 'delegate', organization: 'PN' });
	const mediator = await workshop.enter({ role: 'mediator' });
	const { id: instrument } = definition!;
	put(ana, 'frame', { type: 'frame', instrument, text: new Y.Text('What we share') });
	put(ana, 'card', {
		type: 'card',
		instrument,
		kind: kind?.id,
		parent: 'frame',
		text: new Y.Text('First words')
	});
	await workshop.world.pass(500);
	const textNow = (peer: Peer) => formatFrozen(frozenOf(definition!, readBoard(peer.doc), 'frame'));
	const freeze = async (peer: Peer, change: object = {}) => {
		peer.command({
			type: 'freeze',
			frame: 'frame',
			room: workshop.session.id,
			hash: hashText(textNow(peer)),
			...change
		});
		await workshop.world.pass(500);
		return peer.told('result').at(-1);
	};
	const write = async (peer: Peer, words: string) => {
		wordsOf(peer).insert(0, words);
		await workshop.world.pass(500);
	};
	return { workshop, ana, mediator, textNow, freeze, write };
}

test('a version is what the board said, with its hash in the log, and outlives every later edit', async () => {
	const { workshop, ana, mediator, textNow, freeze, write } = await drafting();
	const first = textNow(ana);
	expect(await freeze(ana)).toMatchObject({ ok: true });
	await write(mediator, 'Better ');
	const second = textNow(ana);
	expect(await freeze(mediator)).toMatchObject({ ok: true });
	const { id } = workshop.session;
	const rows = await workshop.store.versions(id);
	expect(rows).toEqual([
		{ session: id, frame: 'frame', number: 1, hash: hashText(first), text: first },
		{ session: id, frame: 'frame', number: 2, hash: hashText(second), text: second }
	]);
	const leaves = await workshop.leaves('version.freeze');
	expect(leaves.map(({ h = '' }) => Buffer.from(h, 'base64url').toString('hex'))).toEqual(
		rows.map(({ hash }) => hash)
	);
	const before = workshop.session.shown.versions;
	expect(before['frame']).toMatchObject([
		{ number: 1, by: ana.participant, organization: 'PN' },
		{ number: 2, by: mediator.participant, organization: null }
	]);
	await workshop.restart();
	expect(workshop.session.shown.versions).toEqual(before);
});

test('only the text that was on the screen is frozen', async () => {
	const { workshop, ana, mediator, textNow, freeze, write } = await drafting();
	const seen = hashText(textNow(ana));
	await write(mediator, 'Slipped in ');
	expect(await freeze(ana, { hash: seen })).toMatchObject({ code: 'version-outdated' });
	expect(await workshop.store.versions(workshop.session.id)).toEqual([]);
});

test('a hostile client can neither freeze what it may not nor change what is frozen', async () => {
	const { workshop, ana, freeze, textNow } = await drafting();
	await freeze(ana);
	const { id } = workshop.session;
	const kept = await workshop.store.versions(id);
	const eve = await workshop.enter({ role: 'observer' });
	const pia = await workshop.enter({ role: 'participant' });
	for (const peer of [eve, pia]) {
		wordsOf(peer).insert(0, 'x');
		await workshop.world.pass(500);
		expect(await freeze(peer)).toMatchObject({ ok: false });
	}
	const isOutdated = { ok: false, code: 'version-outdated' };
	// A text, a number or an author of the client's own making counts for nothing.
	const forged = { text: '{"cards":[]}', number: 1, seq: 1, by: 'somebody', content: 'x' };
	expect(await freeze(ana, { ...forged, hash: hashText(forged.text) })).toMatchObject(isOutdated);
	expect(await freeze(ana, { hash: hashText(textNow(ana)), ...forged })).toMatchObject({
		ok: true
	});
	const refused: [change: object, code: string][] = [
		[{}, 'version-same'],
		[{ frame: 'card' }, 'items-invalid'],
		[{ frame: 'nowhere' }, 'items-invalid'],
		[{ frame: '__proto__' }, 'items-invalid'],
		[{ frame: 7 }, 'command-malformed'],
		[{ room: `${id}~private~${ana.participant}` }, 'room-unknown'],
		[{ hash: 'x' }, 'command-malformed']
	];
	for (const [change, code] of refused)
		expect(await freeze(ana, change)).toMatchObject({ ok: false, code });
	// What stands on the board may go; the version stays.
	ana.items.delete('card');
	ana.items.delete('frame');
	await workshop.world.pass(500);
	expect(getItem(ana.doc, 'frame')).toBeUndefined();
	const rows = await workshop.store.versions(id);
	expect(rows.slice(0, 1)).toEqual(kept);
	expect(rows[1]).toMatchObject({ number: 2 });
	expect(rows[1]?.text).toContain('x');
	expect(workshop.session.shown.versions['frame']?.[1]).toMatchObject({ by: ana.participant });
	await expect(
		workshop.store.commit({ versions: [{ ...kept[0]!, text: 'another' }] })
	).rejects.toThrow(/./);
});

test('an export holds every version, and one that was changed is found out', async () => {
	const { workshop, ana, textNow, freeze } = await drafting();
	await freeze(ana);
	const { store, sequencer, session } = workshop;
	const actor = { type: 'participant', id: ana.participant } as const;
	const made = exportSession({ store, sequencer, session, room: ana.room, actor });
	await workshop.world.pass(10);
	const result = await made;
	if (!result.ok) throw new Error(result.code);
	const files = new Map(Object.entries(unzipSync(result.zip)));
	const name = `versions/${hashText(textNow(ana))}.json`;
	expect(new TextDecoder().decode(files.get(name))).toBe(textNow(ana));
	expect(new TextDecoder().decode(files.get('versions/list.json'))).toContain('"number": 1');
	expect(await verifyExport(files, { replay: replayBoard, newScribe })).toMatchObject({ ok: true });
	files.set(name, new TextEncoder().encode('{}'));
	expect(await verifyExport(files, { replay: replayBoard, newScribe })).toMatchObject({
		ok: false,
		problem: { code: 'file-changed', where: name }
	});
});
