import { newScribe } from '@concordia/archive';
import { getItem, insertItems, readBoard } from '@concordia/board/doc';
import {
	instruments,
	newCard,
	newFrame,
	proposalWording,
	type DecisionView
} from '@concordia/instruments';
import { decisionSeenId, formatSealed } from '@concordia/session';
import {
	commitPayload,
	formatLogLine,
	formatUpdateLine,
	hashBytes,
	hashText,
	parseLeaf,
	parseLogLine,
	parseUpdateLine,
	SALT_BYTES,
	verifyExport,
	type Leaf
} from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { linesIn, signAgain, type Files } from '../testing/sign-again.ts';
import { Workshop, type Peer } from '../testing/workshop.ts';
import { exportSession } from './archive.ts';

const host = { type: 'host' } as const;
const conflicts = instruments.find(({ id }) => id === 'conflict-structure')!;
const decisions = instruments.find(({ views }) => views.some(({ type }) => type === 'decision'))!;
const view = decisions.views.find((one): one is DecisionView => one.type === 'decision')!;

interface Played {
	readonly workshop: Workshop;
	readonly mia: Peer;
	readonly ana: Peer;
	readonly ben: Peer;
	/** Two rounds: one revealed, one that is still open. */
	readonly rounds: readonly string[];
	readonly decision: string;
}

/** A workshop in which cards were sealed and revealed, and a proposal was decided. */
async function play(): Promise<Played> {
	const workshop = await Workshop.open();
	const mia = await workshop.enter({ role: 'mediator' });
	const ana = await workshop.enter({ role: 'delegate', organization: 'PN' });
	const ben = await workshop.enter({ role: 'delegate', organization: 'CC' });
	const tell = async (peer: Peer, command: object): Promise<void> => {
		peer.command(command);
		await workshop.world.pass(500);
		expect(peer.told('result').at(-1)).toMatchObject({ ok: true });
	};
	insertItems(mia.doc, [newFrame(conflicts, { id: 'f', pos: [0, 0], locale: 'en' })], null);
	const about = ['i1', 'i2'].map((id) =>
		newCard(conflicts, [], getItem(mia.doc, 'f')!, { id, kind: 'issue', text: `Issue ${id}` })
	);
	const card = {
		type: 'card' as const,
		instrument: decisions.id,
		parent: 'd',
		size: [9, 9] as const
	};
	insertItems(
		mia.doc,
		[
			...about,
			newFrame(decisions, { id: 'd', pos: [9000, 0], locale: 'en' }),
			{ ...card, id: 'fact', pos: [0, 0], kind: 'information', text: 'Forty beds are empty' },
			{
				...card,
				id: 'card',
				pos: [0, 0],
				kind: view.kind,
				text: 'We will share the beds',
				fields: { basis: ['fact'] }
			}
		],
		null
	);
	await workshop.world.pass(500);

	const rounds: string[] = [];
	for (const item of ['i1', 'i2']) {
		await tell(mia, { type: 'seal-open', frame: 'f', item, parties: ['PN', 'CC'] });
		const round = Object.keys(workshop.session.shown.seals).at(-1)!;
		rounds.push(round);
		for (const [peer, id] of [
			[ana, 'PN'],
			[ben, 'CC']
		] as const) {
			const cards = [
				{
					id: `${id}-${item}-a`,
					kind: 'position',
					text: `Beds for ${id}, ${item}`,
					fields: { passed: true }
				},
				// Field values that look like those the round says.
				{ id: `${id}-${item}-b`, kind: 'interest', text: '', fields: { why: id } },
				{
					id: `${id}-${item}-c`,
					kind: 'interest',
					text: 'Rest',
					fields: { why: `Nights of ${id}` }
				}
			];
			await tell(peer, { type: 'seal-put', round, cards, salt: id.padEnd(43, 'A') });
		}
		if (item === 'i1') await tell(mia, { type: 'seal-reveal', round });
	}
	// What people write on the cards afterwards is another matter.
	insertItems(ana.doc, [{ id: 'later', type: 'note', pos: [0, 0], text: 'On it goes' }], null);
	ana.items.delete('CC-i1-c');
	await workshop.world.pass(500);

	const wording = proposalWording(decisions, view, readBoard(mia.doc), 'd', 'card') ?? '';
	const room = workshop.session.id;
	const present = { type: 'decision-present', item: 'card', frame: 'd', room };
	await tell(mia, { ...present, hash: hashText(wording) });
	const { id: decision, seq } = Object.values(workshop.session.shown.decisions).at(-1)!;
	for (const peer of [ana, ben]) peer.view(seq, decisionSeenId(decision));
	await workshop.world.pass(20_000);
	await tell(mia, { type: 'decision-open', decision });
	await tell(ana, { type: 'decision-answer', decision, answer: 'consent', reason: '' });
	await tell(ben, { type: 'decision-answer', decision, answer: 'concern', reason: 'Who cleans?' });
	await tell(mia, { type: 'decision-close', decision });
	return { workshop, mia, ana, ben, rounds, decision };
}

async function exported({ workshop, ana }: Played): Promise<Files> {
	const { store, sequencer, session, world } = workshop;
	const made = exportSession({ store, sequencer, session, room: ana.room, actor: host });
	await world.pass(2000);
	const result = await made;
	if (!result.ok) throw new Error(result.code);
	return new Map(Object.entries(unzipSync(result.zip)));
}

const verify = (files: Files) => verifyExport(files, { replay: replayBoard, newScribe });

async function problemIn(files: Files): Promise<object> {
	const verdict = await verify(files);
	return verdict.ok ? { found: 'nothing' } : verdict.problem;
}

/** What a host writes that holds the log's key: other leaves and payloads, all of it signed again. */
function forged(
	{ workshop }: Played,
	files: Files,
	change: (leaf: Leaf, payload: Record<string, unknown>) => Partial<Leaf> | 'payload' | void
): Files {
	const salt = new Uint8Array(SALT_BYTES).fill(5);
	const leaves = new Map<number, Partial<Leaf>>();
	const lines = linesIn(files).map((text, at) => {
		const line = parseLogLine(text);
		if (!line.ok) throw new Error(line.reason);
		const leaf = parseLeaf(line.value.leaf);
		if (!leaf.ok) throw new Error(leaf.reason);
		const payload = JSON.parse(line.value.payload ?? '{}') as Record<string, unknown>;
		const changed = change(leaf.value, payload);
		if (changed === undefined) return text;
		if (changed !== 'payload') {
			leaves.set(at, changed);
			return text;
		}
		const written = JSON.stringify(payload);
		leaves.set(at, { d: commitPayload(written, salt) });
		return formatLogLine({ ...line.value, payload: written, salt });
	});
	const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
	const again = new Map(files).set('log.jsonl', bytes);
	return signAgain(workshop, again, (leaf) => ({ ...leaf, ...leaves.get(leaf.i) }));
}

/** The same words everywhere on the board, from the edit that brought them on. */
function reworded(played: Played, files: Files, from: string, to: string): Files {
	const swap = (bytes: Uint8Array): Uint8Array =>
		new Uint8Array(
			Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1')
		);
	const hashes = new Map<string, string>();
	const lines = new TextDecoder()
		.decode(files.get('updates.jsonl'))
		.split('\n')
		.map((text) => {
			const line = parseUpdateLine(text);
			if (!line.ok || line.value.update === null) return text;
			const update = swap(line.value.update);
			hashes.set(hashBytes(line.value.update), hashBytes(update));
			return formatUpdateLine({ ...line.value, update });
		});
	const changed = new Map(files).set('updates.jsonl', new TextEncoder().encode(lines.join('\n')));
	for (const name of files.keys())
		if (/^board\.|^documents\//.test(name)) changed.set(name, swap(files.get(name)!));
	return forged(played, changed, ({ k, h = '' }) =>
		k === 'edit' && hashes.has(h) ? { h: hashes.get(h)! } : undefined
	);
}

let played: Played;
let files: Files;
beforeAll(async () => {
	played = await play();
	files = await exported(played);
});

const entryOf = (kind: string): number =>
	linesIn(files).findIndex((line) => line.includes(`\\"k\\":\\"${kind}\\"`));

test('what was revealed is what was sealed, and the result follows from the answers', async () => {
	const verdict = await verify(files);
	expect(verdict).toMatchObject({
		ok: true,
		warnings: [{ code: 'policy-from-export' }],
		findings: {
			files: {
				reveals: [
					{
						round: played.rounds[0],
						entry: entryOf('seal.reveal'),
						asSealed: ['PN', 'CC'],
						unchecked: []
					}
				],
				decisions: [
					{
						decision: played.decision,
						entry: entryOf('decision.present'),
						isWordingChecked: true,
						result: { entry: entryOf('decision.close'), outcome: 'adopted', isChecked: true }
					}
				]
			}
		}
	});
	// What is sealed and was not revealed is in no file.
	for (const [name, bytes] of files)
		expect([name, Buffer.from(bytes).includes('Beds for PN, i2')]).toEqual([name, false]);
	expect(forged(played, files, () => undefined)).toEqual(files);
});

/** What is found wrong with the reveal. */
const sealed = (code: string, name = 'Physician network') => ({
	code,
	where: 'log.jsonl',
	entry: entryOf('seal.reveal'),
	line: entryOf('seal.reveal') + 1,
	name
});

describe('a host with the key of the log is found out when it', () => {
	test('reveals another text', async () => {
		const other = reworded(played, files, 'Beds for PN, i1', 'Cash for PN, i1');
		expect(await problemIn(other)).toMatchObject(sealed('sealed-differs'));
	});

	test('reveals another value of a field', async () => {
		const other = reworded(played, files, 'Nights of CC', 'Profit of CC');
		expect(await problemIn(other)).toMatchObject(sealed('sealed-differs', 'Community centre'));
	});

	test.each([
		[
			'sealed-differs',
			'another salt',
			(salts: Record<string, string>) => {
				salts['PN'] = 'B'.repeat(42) + 'A';
			}
		],
		[
			'sealed-missing',
			'no salt',
			(salts: Record<string, string>) => {
				delete salts['PN'];
			}
		],
		[
			'sealed-missing',
			'half a salt',
			(salts: Record<string, string>) => {
				salts['PN'] = 'B'.repeat(20);
			}
		],
		[
			'sealed-differs',
			'cards left out',
			(_: object, cards: Record<string, string[]>) => {
				cards['PN']?.pop();
			}
		],
		[
			'sealed-differs',
			'cards in another order',
			(_: object, cards: Record<string, string[]>) => {
				cards['PN']?.reverse();
			}
		],
		[
			'sealed-missing',
			'no cards',
			(_: object, cards: Record<string, string[]>) => {
				delete cards['PN'];
			}
		],
		[
			'sealed-missing',
			'cards that nobody has',
			(_: object, cards: Record<string, string[]>) => {
				cards['PN'] = ['later', 'nowhere'];
			}
		]
	] as const)('says (%s) of a reveal: %s', async (code, _, change) => {
		const other = forged(played, files, ({ k }, { salts, cards }) => {
			if (k !== 'seal.reveal') return undefined;
			change(salts as Record<string, string>, cards as Record<string, string[]>);
			return 'payload';
		});
		expect(await problemIn(other)).toMatchObject(sealed(code));
	});

	test('logs another commitment than the one that was sealed', async () => {
		const h = hashBytes(new Uint8Array(3));
		const other = forged(played, files, ({ k, o = [] }) =>
			k === 'seal.put' && o[0] === played.rounds[0] && o[1] === 'CC' ? { h } : undefined
		);
		expect(await problemIn(other)).toMatchObject(sealed('sealed-differs', 'Community centre'));
	});

	test('reveals what was never sealed', async () => {
		const other = forged(played, files, ({ k, o = [] }) =>
			k === 'seal.put' && o[0] === played.rounds[0] && o[1] === 'CC'
				? { o: [played.rounds[1]!, 'CC'] }
				: undefined
		);
		expect(await problemIn(other)).toMatchObject(sealed('sealed-missing', 'Community centre'));
	});

	test('reveals a round that was called off', async () => {
		const other = forged(played, files, ({ k, o = [] }) =>
			k === 'seal.put' && o[1] === 'PN' && o[0] === played.rounds[0]
				? { k: 'seal.cancel', o: [played.rounds[0]!] }
				: undefined
		);
		expect(await problemIn(other)).toMatchObject({ code: 'sealed-differs' });
	});

	test('puts another wording to decision', async () => {
		const entry = entryOf('decision.present');
		const other = forged(played, files, ({ k }, payload) => {
			if (k !== 'decision.present') return undefined;
			payload['wording'] = String(payload['wording']).replace('share', 'close');
			return 'payload';
		});
		expect(await problemIn(other)).toMatchObject({ code: 'wording-differs', entry });
		const without = forged(played, files, ({ k }, payload) => {
			if (k !== 'decision.present') return undefined;
			delete payload['wording'];
			return 'payload';
		});
		expect(await problemIn(without)).toMatchObject({ code: 'wording-differs', entry });
	});

	test.each(['open', 'answer', 'close'])('moves the %s to another wording', async (what) => {
		const k = `decision.${what}`;
		const h = hashBytes(new Uint8Array(3));
		const other = forged(played, files, (leaf) => (leaf.k === k ? { h } : undefined));
		expect(await problemIn(other)).toMatchObject({ code: 'wording-differs', entry: entryOf(k) });
	});

	test('announces another result, or changes what it follows from', async () => {
		const differs = { code: 'result-differs', entry: entryOf('decision.close') };
		const changed: ((
			leaf: Leaf,
			payload: Record<string, unknown>
		) => Partial<Leaf> | 'payload' | void)[] = [
			({ k }) => (k === 'decision.close' ? { c: ['rejected'] } : undefined),
			({ k }) => (k === 'decision.close' ? { c: ['perhaps'] } : undefined),
			// Somebody objected.
			({ k, og }) => (k === 'decision.answer' && og === 'CC' ? { c: ['object'] } : undefined),
			// An answer that was never given.
			({ k, a, og }) => (k === 'decision.answer' && og === 'CC' && a ? { k: 'ack' } : undefined),
			// It was never open for answers.
			({ k }) => (k === 'decision.open' ? { k: 'ack' } : undefined),
			({ k }, payload) => {
				if (k !== 'decision.close') return undefined;
				(payload['voices'] as { answer: string }[])[1]!.answer = 'consent';
				return 'payload';
			},
			({ k }, payload) => {
				if (k !== 'decision.close') return undefined;
				(payload['voices'] as unknown[]).pop();
				return 'payload';
			},
			({ k }, payload) => {
				if (k !== 'decision.close') return undefined;
				delete payload['voices'];
				return 'payload';
			}
		];
		for (const change of changed) {
			const problem = await problemIn(forged(played, files, change));
			expect([String(change), problem]).toEqual([String(change), expect.objectContaining(differs)]);
		}
	});

	test('says that the decision goes by a rule that nobody knows: that is not checked, and said', async () => {
		const other = forged(played, files, ({ k, c = [] }) =>
			k === 'decision.present' ? { c: ['lottery', ...c.slice(1)] } : undefined
		);
		const verdict = await verify(other);
		// The document says by which rule it was decided.
		expect(verdict).toMatchObject({ ok: true, warnings: [{}, { code: 'decisions-unchecked' }] });
	});
});

test('a salt that servers of before could not read stood for zeros', async () => {
	const [round = ''] = played.rounds;
	const { cards = {} } = played.workshop.session.shown.seals[round] ?? {};
	const texts = [
		['position', 'Beds for CC, i1', { passed: true }],
		['interest', '', { why: 'CC' }],
		['interest', 'Rest', { why: 'Nights of CC' }]
	] as const;
	const written = texts.map(([kind, text, fields], at) => {
		return { id: cards['CC']![at]!, kind, text, fields };
	});
	const text = formatSealed({ id: round }, 'CC', written);
	const h = commitPayload(text, new Uint8Array(SALT_BYTES));
	const old = forged(played, files, ({ k, o = [] }, payload) => {
		if (k === 'seal.put' && o[0] === round && o[1] === 'CC') return { h };
		if (k !== 'seal.reveal') return undefined;
		(payload['salts'] as Record<string, string>)['CC'] = 'S'.repeat(43);
		return 'payload';
	});
	expect(await verify(old)).toMatchObject({
		ok: true,
		findings: { files: { reveals: [{ asSealed: ['PN', 'CC'] }] } }
	});
});

describe('after an erasure', () => {
	test('of a name, the roles that went with it are no lie', async () => {
		const own = await play();
		const { workshop, ben } = own;
		await workshop.finish(workshop.registry.erase(workshop.session, ben.participant, host));
		await workshop.world.pass(500);
		const after = await exported(own);
		expect(await verify(after)).toMatchObject({
			ok: true,
			warnings: [{ code: 'policy-from-export' }],
			findings: {
				files: {
					reveals: [{ asSealed: ['PN', 'CC'] }],
					decisions: [{ isWordingChecked: true, result: { isChecked: true } }]
				}
			}
		});
		const other = forged(own, after, ({ k }) =>
			k === 'decision.close' ? { c: ['rejected'] } : undefined
		);
		expect(await problemIn(other)).toMatchObject({ code: 'result-differs' });
	});

	test('of a card and of a wording, what is gone is counted as not checked, the rest is checked', async () => {
		const own = await play();
		const { workshop } = own;
		for (const item of ['CC-i1-a', 'fact']) {
			const erased = workshop.registry.eraseItem(workshop.session, item, 'a name', host);
			await workshop.world.pass(1000);
			expect(await erased).toMatchObject({ ok: true });
		}
		const after = await exported(own);
		expect(await verify(after)).toMatchObject({
			ok: true,
			warnings: [
				{ code: 'policy-from-export' },
				{ code: 'sealed-unchecked', count: 1 },
				{ code: 'decisions-unchecked', count: 1 },
				{ code: 'edits-rewritten' }
			],
			findings: {
				files: {
					reveals: [{ asSealed: ['PN'], unchecked: ['CC'] }],
					decisions: [{ isWordingChecked: false, result: { isChecked: true } }]
				}
			}
		});
		const other = reworded(own, after, 'Beds for PN, i1', 'Cash for PN, i1');
		expect(await problemIn(other)).toMatchObject({
			code: 'sealed-differs',
			name: 'Physician network'
		});
	});
});
