import { newScribe } from '@concordia/archive';
import { wordingOf } from '@concordia/board';
import { getItem, insertItems, readBoard } from '@concordia/board/doc';
import { formatFrozen, frozenOf, instruments, newInstrument } from '@concordia/instruments';
import { hashText, verifyExport } from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Workshop, type Peer } from '../testing/workshop.ts';
import { exportSession } from './archive.ts';

const host = { type: 'host' } as const;

async function verified({ store, sequencer, session, world }: Workshop, { room }: Peer) {
	const made = exportSession({ store, sequencer, session, room, actor: host });
	await world.pass(2000);
	const result = await made;
	if (!result.ok) throw new Error(result.code);
	const files = new Map(Object.entries(unzipSync(result.zip)));
	const documents = [...files.keys()].filter((name) => /^documents\/|^versions\/list/.test(name));
	const verdict = await verifyExport(files, { replay: replayBoard, newScribe });
	const text = documents.map((name) => new TextDecoder().decode(files.get(name))).join('\n');
	return { verdict, documents: documents.length, text };
}

test('every file that follows from log and board is written anew and found the same, whatever happened', async () => {
	const workshop = await Workshop.open();
	const mediator = await workshop.enter({ role: 'mediator' });
	const ana = await workshop.enter({ role: 'delegate', organization: 'PN' });
	const ben = await workshop.enter({ role: 'delegate', organization: 'CC' });
	let ids = 0;
	const newId = () => `item${ids++}`;
	const frames = new Map<string, string>();
	for (const definition of instruments) {
		const pos = [0, 9000 * frames.size] as const;
		const items = newInstrument(definition, { newId, pos, locale: 'en' });
		frames.set(definition.id, items[0]?.id ?? '');
		insertItems(mediator.doc, items, null);
		await workshop.world.pass(500);
	}
	ana.addNote('note', 'Waiting times are long');
	await workshop.world.pass(500);
	expect(mediator.told('refused')).toEqual([]);

	const [definition] = instruments;
	const frame = frames.get(definition?.id ?? '') ?? '';
	const room = workshop.session.id;
	for (const peer of [ana, ben]) {
		const hash = hashText(formatFrozen(frozenOf(definition!, readBoard(peer.doc), frame)));
		if (peer === ana) peer.command({ type: 'freeze', frame, room, hash });
		await workshop.world.pass(500);
		const version = hashText(wordingOf(getItem(peer.doc, 'note')!));
		const said = { subject: 'note', version, scale: 'five', grade: 2, text: 'We can agree' };
		peer.command({ type: 'answer', ...said });
		await workshop.world.pass(500);
	}
	expect(await workshop.leaves('version.freeze', 'answer.give')).toHaveLength(3);
	// A partner that never comes is said to take no part, with the reason on every cover.
	const insurer = { id: 'HI1', name: 'Health insurer 1' };
	mediator.command({ type: 'organization-add', organization: insurer });
	await workshop.world.pass(1500);
	const reason = 'Left the alliance';
	mediator.command({ type: 'organization-absent', organization: 'HI1', reason });
	await workshop.world.pass(500);
	expect(await workshop.leaves('organization.absent')).toHaveLength(1);
	const before = await verified(workshop, ana);
	expect(before.text).toContain(`**Health insurer 1:** *Does not take part: ${reason}*`);
	expect(before.documents).toBeGreaterThan(2 * instruments.length);
	expect(before.verdict).toMatchObject({
		ok: true,
		findings: { files: { same: before.documents + 2, unwritten: 0 } }
	});

	// Somebody who spoke for a partner looks on.
	mediator.command({ type: 'set-role', participant: ben.participant, role: 'observer' });
	await workshop.world.pass(500);
	// A name goes, and with it what stood beside that person's entries.
	await workshop.finish(workshop.registry.erase(workshop.session, ben.participant, host));
	await workshop.world.pass(500);
	const erased = await verified(workshop, ana);
	expect(erased.verdict).toMatchObject({ ok: true, findings: { files: { unwritten: 0 } } });

	await workshop.restart();
	expect(workshop.session.state?.organizations.at(-1)?.absent?.reason).toBe(reason);
	const again = await workshop.enter({ participant: ana.participant });
	const restarted = await verified(workshop, again);
	expect(restarted.verdict).toMatchObject({ ok: true, findings: { files: { unwritten: 0 } } });
});
