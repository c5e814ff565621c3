import { readBoard } from '@concordia/board/doc';
import { formatFrozen, frozenOf, instruments } from '@concordia/instruments';
import { versionId, versionsOf } from '@concordia/session';
import { hashText, verifyExport } from '@concordia/transparency';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { exportSession } from '../export/archive.ts';
import { Workshop, type Peer } from '../testing/workshop.ts';

const [definition] = instruments;
if (definition === undefined) throw new Error('no instrument');
const [kind] = definition.kinds;

/** An instrument on the board, frozen once, and a delegate of each organization. */
async function agreeing(options: Parameters<typeof Workshop.open>[0] = {}) {
	const workshop = await Workshop.open(options);
	const ana = await workshop.enter({ role: 'delegate', organization: 'PN' });
	const ben = await workshop.enter({ role: 'delegate', organization: 'CC' });
	const { id: instrument } = definition!;
	const put = (id: string, entries: Record<string, unknown>) =>
		ana.items.set(id, new Y.Map(Object.entries({ pos: [0, 0], size: [400, 400], ...entries })));
	put('frame', { type: 'frame', instrument, text: new Y.Text('What we share') });
	const text = new Y.Text('First words');
	put('card', { type: 'card', instrument, kind: kind?.id, parent: 'frame', text });
	await workshop.world.pass(500);
	const versions = () => versionsOf(workshop.session.shown.versions, 'frame');
	const ask = async (peer: Peer, command: object) => {
		peer.command(command);
		await workshop.world.pass(500);
		return peer.told('result').at(-1);
	};
	const freeze = (peer: Peer) => {
		const hash = hashText(formatFrozen(frozenOf(definition!, readBoard(peer.doc), 'frame')));
		return ask(peer, { type: 'freeze', frame: 'frame', room: workshop.session.id, hash });
	};
	const write = async (peer: Peer, words: string) => {
		(peer.items.get('card')!.get('text') as Y.Text).insert(0, words);
		await workshop.world.pass(500);
	};
	/** The page reports that the newest version was on its screen. */
	const read = async (peer: Peer) => {
		peer.view(
			workshop.session.shown.versions['frame']?.at(-1)?.seq ?? 0,
			versionId('frame', versions().length)
		);
		await workshop.world.settle();
	};
	const named = () => {
		const { number, hash } = versions().at(-1)!;
		return { frame: 'frame', number, hash };
	};
	const confirm = (peer: Peer, change: object = {}) =>
		ask(peer, { type: 'version-confirm', ...named(), isRead: true, ...change });
	const unconfirm = (peer: Peer) => ask(peer, { type: 'version-unconfirm', ...named() });
	expect(await freeze(ana)).toMatchObject({ ok: true });
	return { workshop, ana, ben, versions, freeze, write, read, confirm, unconfirm, ask };
}

const isOk = { ok: true };

test('what every delegate has read and confirmed is agreed, and the log tells it in this order', async () => {
	const { workshop, ana, ben, versions, read, confirm } = await agreeing();
	await read(ana);
	expect(await confirm(ana)).toMatchObject(isOk);
	expect(versions()[0]?.agreedAt).toBeUndefined();
	await read(ben);
	expect(await confirm(ben)).toMatchObject(isOk);
	const leaves = await workshop.leaves('seen', 'version.confirm', 'version.agree');
	const { hash } = versions()[0]!;
	const h = Buffer.from(hash, 'hex').toString('base64url');
	expect(leaves).toMatchObject([
		{ k: 'seen', a: ana.participant, og: 'PN', o: ['frame#v1'] },
		{ k: 'version.confirm', a: ana.participant, og: 'PN', o: ['frame'], c: ['version:1'], h },
		{ k: 'seen', a: ben.participant, og: 'CC', o: ['frame#v1'] },
		{ k: 'version.confirm', a: ben.participant, og: 'CC', o: ['frame'], c: ['version:1'], h },
		{ k: 'version.agree', a: ben.participant, o: ['frame'], c: ['version:1'], h }
	]);
	const before = versions();
	expect(before[0]).toMatchObject({
		confirmed: {
			[ana.participant]: { organization: 'PN' },
			[ben.participant]: { organization: 'CC' }
		}
	});
	await workshop.restart();
	expect(versionsOf(workshop.session.shown.versions, 'frame')).toEqual(before);
});

test('nobody confirms what was never on their own screen, whatever their page says', async () => {
	const { workshop, ana, ben, confirm, read } = await agreeing();
	const isUnseen = { ok: false, code: 'version-unseen' };
	expect(await confirm(ana)).toMatchObject(isUnseen);
	expect(await confirm(ana, { isSeen: true, seen: true })).toMatchObject(isUnseen);
	// The card on the board, another version and another person's screen count for nothing.
	ana.view(
		workshop.session.shown.versions['frame']![0]!.seq,
		'card',
		'frame#v2',
		'frame#v0',
		'card#v1'
	);
	await read(ben);
	await workshop.world.pass(20_000);
	expect(await confirm(ana)).toMatchObject(isUnseen);
	expect((await workshop.leaves('seen')).flatMap(({ o }) => o)).toEqual(['card', 'frame#v1']);
	expect(await workshop.entries('version.confirm')).toEqual([]);
});

test('who has read a version confirms it, also when others have changed what they saw before', async () => {
	const { workshop, ana, ben, write, read, confirm } = await agreeing();
	const before = workshop.session.shown.versions['frame']![0]!.seq;
	await write(ben, 'Later ');
	ana.view(before, 'card');
	ana.view(before + 1, 'frame');
	await read(ana);
	expect(await confirm(ana)).toMatchObject(isOk);
	const seen = await workshop.leaves('seen');
	expect(new Set(seen.flatMap(({ o }) => o))).toEqual(new Set(['card', 'frame', 'frame#v1']));
});

test('after a restart the log is asked who has seen what', async () => {
	const { workshop, ana, read } = await agreeing();
	await read(ana);
	await workshop.world.pass(20_000);
	await workshop.restart();
	const again = await workshop.enter({ participant: ana.participant });
	const [version] = versionsOf(workshop.session.shown.versions, 'frame');
	again.command({
		type: 'version-confirm',
		frame: 'frame',
		number: 1,
		hash: version?.hash,
		isRead: true
	});
	await workshop.world.pass(500);
	expect(again.told('result').at(-1)).toMatchObject(isOk);
	expect(await workshop.entries('seen')).toHaveLength(1);
});

test('where organizations are recorded, one person’s screen counts for their colleagues, and not for others', async () => {
	const { workshop, ana, ben, confirm, read } = await agreeing({ seen: 'organization' });
	const pia = await workshop.enter({ role: 'participant', organization: 'PN' });
	await read(pia);
	expect(await confirm(ana)).toMatchObject(isOk);
	expect(await confirm(ben)).toMatchObject({ code: 'version-unseen' });
});

test('where nothing is recorded, delegates say that they have read it, and the log keeps their word', async () => {
	const { workshop, ana, ben, confirm } = await agreeing({ seen: 'off' });
	expect(await confirm(ana, { isRead: false })).toMatchObject({ code: 'version-unseen' });
	expect(await confirm(ana)).toMatchObject(isOk);
	expect(await confirm(ben)).toMatchObject(isOk);
	expect(await workshop.leaves('ack')).toMatchObject([
		{ a: ana.participant, o: ['frame#v1'] },
		{ a: ben.participant, o: ['frame#v1'] }
	]);
	expect(await workshop.entries('version.agree')).toHaveLength(1);
});

test('others, a second time, and what was succeeded are refused', async () => {
	const { workshop, ana, ben, freeze, write, read, confirm, unconfirm, versions, ask } =
		await agreeing();
	for (const role of ['observer', 'participant', 'mediator'] as const) {
		const peer = await workshop.enter({ role });
		await read(peer);
		expect(await confirm(peer)).toMatchObject({ ok: false, code: 'not-allowed' });
	}
	await read(ana);
	const [first] = versions();
	const refused: [change: object, code: string][] = [
		[{ number: 2 }, 'version-unknown'],
		[{ hash: 'b'.repeat(64) }, 'version-unknown'],
		[{ frame: 'card' }, 'version-unknown'],
		[{ frame: '__proto__' }, 'version-unknown'],
		[{ frame: 7 }, 'command-malformed'],
		[{ hash: 'x' }, 'command-malformed'],
		[{ isRead: 'yes' }, 'command-malformed']
	];
	for (const [change, code] of refused)
		expect(await confirm(ana, change)).toMatchObject({ ok: false, code });
	// Whose word it is comes from the connection.
	const forged = { by: ben.participant, participant: ben.participant, organization: 'CC' };
	expect(await confirm(ana, forged)).toMatchObject(isOk);
	expect(versions()[0]?.confirmed).toEqual({
		[ana.participant]: { organization: 'PN', at: expect.any(Number) as number }
	});
	expect(await confirm(ana)).toMatchObject({ code: 'version-confirmed' });
	expect(await unconfirm(ben)).toMatchObject({ code: 'version-unconfirmed' });
	await write(ben, 'Better ');
	await read(ben);
	expect(await freeze(ben)).toMatchObject(isOk);
	const stale = { ...first, frame: 'frame' };
	expect(await ask(ben, { type: 'version-confirm', ...stale, isRead: true })).toMatchObject({
		code: 'version-succeeded'
	});
	// Having seen the first says nothing of the second.
	expect(await confirm(ben)).toMatchObject({ code: 'version-unseen' });
	expect(versions()[1]).not.toHaveProperty('confirmed');
	expect(await workshop.entries('version.confirm')).toHaveLength(1);
});

test('a word can be taken back until all have given theirs', async () => {
	const { workshop, ana, ben, read, confirm, unconfirm } = await agreeing();
	await read(ana);
	await confirm(ana);
	expect(await unconfirm(ana)).toMatchObject(isOk);
	await read(ben);
	await confirm(ben);
	expect(await workshop.entries('version.agree')).toEqual([]);
	await confirm(ana);
	expect(await workshop.entries('version.agree')).toHaveLength(1);
	expect(await unconfirm(ana)).toMatchObject({ code: 'version-agreed' });
});

test('an export says who confirmed which version, and the verifier finds the same in the log', async () => {
	const { workshop, ana, ben, read, confirm, versions } = await agreeing();
	for (const peer of [ana, ben]) {
		await read(peer);
		await confirm(peer);
	}
	const { store, sequencer, session } = workshop;
	const actor = { type: 'participant', id: ana.participant } as const;
	const made = exportSession({ store, sequencer, session, room: ana.room, actor });
	await workshop.world.pass(10);
	const result = await made;
	if (!result.ok) throw new Error(result.code);
	const files = new Map(Object.entries(unzipSync(result.zip)));
	const textOf = (name: string) => new TextDecoder().decode(files.get(name));
	const [{ hash, agreedAt } = { hash: '', agreedAt: undefined }] = versions();
	const document = textOf(`documents/${definition.id}.en.md`);
	expect(document).toContain(hash);
	expect(document).toMatch(/\*\*Agreed by all delegates:\*\* \d/);
	expect(document).toMatch(/\*\*Confirmed by:\*\* Physician network: .+; Community centre: /);
	expect(JSON.parse(textOf('versions/list.json'))).toMatchObject({
		frame: [{ hash, agreedAt, confirmed: { [ana.participant]: {}, [ben.participant]: {} } }]
	});
	const verdict = await verifyExport(files);
	if (!verdict.ok) throw new Error(verdict.problem.detail);
	expect(verdict.findings.versions).toMatchObject([
		{
			frame: 'frame',
			number: 1,
			hash,
			confirmed: [
				{ participant: ana.participant, organization: 'PN', isSeen: true },
				{ participant: ben.participant, organization: 'CC', isSeen: true }
			]
		}
	]);
	expect(verdict.findings.versions[0]?.agreed).not.toBeNull();
});

test('two who confirm at the same moment agree once', async () => {
	const { workshop, ana, ben, read, versions } = await agreeing();
	await read(ana);
	await read(ben);
	const { number, hash } = versions()[0]!;
	for (const peer of [ana, ben])
		peer.command({ type: 'version-confirm', frame: 'frame', number, hash, isRead: true });
	await workshop.world.pass(500);
	for (const peer of [ana, ben]) expect(peer.told('result').at(-1)).toMatchObject(isOk);
	expect(await workshop.entries('version.agree')).toHaveLength(1);
});

test('what was not stored when the process died was confirmed by nobody, and nobody was told so', async () => {
	const { workshop, ana, ben, read, confirm, versions } = await agreeing();
	await read(ana);
	await confirm(ana);
	await read(ben);
	const { number, hash } = versions()[0]!;
	workshop.faulty.faults.push('io');
	ben.command({ type: 'version-confirm', frame: 'frame', number, hash, isRead: true });
	await workshop.world.settle();
	expect(ben.told('result').filter(({ ok }) => ok)).toEqual([]);
	workshop.faulty.faults.pop();
	await workshop.restart();
	const [after] = versionsOf(workshop.session.shown.versions, 'frame');
	expect(Object.keys(after?.confirmed ?? {})).toEqual([ana.participant]);
	expect(after?.agreedAt).toBeUndefined();
	// Version, confirmation and agreement stand or fall together.
	expect(await workshop.entries('version.agree')).toEqual([]);
});
