import type { Cosign } from '@concordia/protocol';
import {
	createCosigner,
	createSigner,
	formatProposal,
	openNote,
	parseNote,
	rootOf,
	signCheckpoint,
	type Cosigner
} from '@concordia/transparency';
import { beforeEach, describe, expect, it } from 'vitest';
import { markOf, Witness, type WitnessRecord, type WitnessWorld } from './witness.ts';

const origin = 'workshop.example/s/abcdefghij';
const log = createSigner(new Uint8Array(32).fill(7), origin);

/** A checkpoint of a history; the proof is only right where there is nothing to prove. */
function noteOf(size: number, story = 'true', signer = log): string {
	const leaves = Array.from({ length: size }, (_, at) => `${story} ${at}`);
	return signCheckpoint({ origin: signer.name, size, root: rootOf(leaves) }, signer);
}

const first = (size: number, story?: string): string =>
	formatProposal({ older: 0, proof: [], note: noteOf(size, story) });

/** One browser: what it keeps, in what order it did what. Its tabs are worlds that share it. */
class Browser {
	record: WitnessRecord<number> | null = null;
	lost = '';
	isWritable = true;
	mayCosign = true;
	canHaveKeys = true;
	made = 0;
	readonly deeds: string[] = [];
	readonly sent: Cosign[] = [];
	#last: Promise<unknown> = Promise.resolve();

	tab(logKey = log.verifierKey): Witness<number> {
		const world: WitnessWorld<number> = {
			logKey,
			log: log.verifier,
			exclusively: (task) => {
				const run = this.#last.then(task, task);
				this.#last = run;
				return run;
			},
			load: () => Promise.resolve(this.record),
			save: (record) => {
				this.deeds.push('keep');
				if (this.isWritable) this.record = record;
				return Promise.resolve(this.isWritable);
			},
			newKey: () => Promise.resolve(this.canHaveKeys ? (this.made += 1) : null),
			open: (key) => {
				const cosigner = cosignerOf(key);
				return {
					verifier: cosigner.verifier,
					verifierKey: cosigner.verifierKey,
					sign: (message) => {
						this.deeds.push('sign');
						const [, time, ...text] = new TextDecoder().decode(message).split('\n');
						return Promise.resolve(
							cosigner.cosign(text.join('\n'), Number(time?.slice(5))).subarray(8)
						);
					}
				};
			},
			mayCosign: () => this.mayCosign,
			lostKey: () => this.lost,
			now: () => 5000,
			send: (message) => {
				this.deeds.push(message.line === '' ? 'tell' : 'cosign');
				this.sent.push(message);
			}
		};
		return new Witness(world, () => {});
	}
}

const cosignerOf = (key: number): Cosigner =>
	createCosigner(new Uint8Array(32).fill(100 + key), `${origin}/w/${key}`);

let browser: Browser;
beforeEach(() => {
	browser = new Browser();
});

describe('a browser', () => {
	it('keeps what it saw before it signs, and signs before it tells', async () => {
		const witness = browser.tab();
		await witness.greet();
		await witness.take(first(5));
		expect(browser.deeds).toEqual(['tell', 'keep', 'sign', 'cosign']);
		const { key, line, size } = browser.sent.at(-1)!;
		expect(size).toBe(5);
		expect(key).toBe(cosignerOf(1).verifierKey);
		const opened = openNote(`${noteOf(5)}${line}\n`, [cosignerOf(1).verifier]);
		expect(opened).toMatchObject({ value: { verified: [{ time: 5 }] } });
		expect(browser.record).toMatchObject({ note: noteOf(5), key: 1, alarm: null });
	});

	it('signs nothing that it could not keep', async () => {
		browser.isWritable = false;
		await browser.tab().take(first(5));
		expect(browser.deeds).toEqual(['keep', 'tell']);
	});

	it.each([
		['of somebody who vouches for nobody', { mayCosign: false }],
		['that can’t have keys', { canHaveKeys: false }]
	])('%s checks and says so, and signs nothing', async (_, can) => {
		Object.assign(browser, can);
		await browser.tab().take(first(5));
		expect(browser.deeds).toEqual(['keep', 'tell']);
		expect(browser.record?.note).toBe(noteOf(5));
	});

	it('with two tabs is one witness', async () => {
		const [one, two] = [browser.tab(), browser.tab()];
		await Promise.all([one.take(first(5)), two.take(first(5))]);
		expect(browser.made).toBe(1);
		expect(new Set(browser.sent.map(({ key }) => key)).size).toBe(1);
		expect(browser.deeds.filter((deed) => deed === 'keep')).toHaveLength(1);
	});

	it('whose record is gone comes back under another key and names the lost one', async () => {
		await browser.tab().take(first(5));
		browser.record = null;
		browser.lost = cosignerOf(1).verifierKey;
		await browser.tab().take(first(5));
		expect(browser.sent.at(-1)).toMatchObject({
			key: cosignerOf(2).verifierKey,
			lost: cosignerOf(1).verifierKey
		});
	});

	it('says where it stands when the proof begins elsewhere', async () => {
		await browser.tab().take(first(5));
		const again = browser.tab();
		await again.take(formatProposal({ older: 3, proof: [], note: noteOf(9) }));
		expect(browser.sent.at(-1)).toMatchObject({ size: 5, line: '' });
		expect(again.state).toMatchObject({ size: 5, alarm: null });
	});

	it('passes over what is no proposal', async () => {
		await browser.tab().take('nonsense');
		expect(browser.deeds).toEqual([]);
	});
});

/** A tab that has checked a checkpoint. */
async function after(size: number): Promise<Witness<number>> {
	const witness = browser.tab();
	await witness.take(first(size));
	browser.deeds.length = 0;
	return witness;
}

describe('a log that contradicts itself', () => {
	it.each([
		['with another history of the same length', 'split', 0, noteOf(5, 'false')],
		['that is shorter than before', 'cut', 5, noteOf(3)],
		[
			'that somebody else signed',
			'foreign',
			5,
			noteOf(9, 'true', createSigner(new Uint8Array(32), origin))
		]
	] as const)(
		'%s raises the alarm at once, and both notes are kept',
		async (_, kind, older, theirs) => {
			const witness = await after(5);
			await witness.take(formatProposal({ older, proof: [], note: theirs }));
			expect(witness.state.alarm).toEqual({ kind, mine: noteOf(5), theirs, at: 5000 });
			expect(browser.record?.alarm).toEqual(witness.state.alarm);
			expect(browser.deeds).toEqual(['keep']);
		}
	);

	it('without a right proof is asked once more before the alarm', async () => {
		const witness = await after(5);
		const bad = formatProposal({ older: 5, proof: [new Uint8Array(32)], note: noteOf(9) });
		await witness.take(bad);
		expect(witness.state.alarm).toBeNull();
		expect(browser.sent.at(-1)).toMatchObject({ size: 5, line: '' });
		await witness.take(bad);
		expect(witness.state.alarm).toMatchObject({ kind: 'rewritten', theirs: noteOf(9) });
	});

	it('is cosigned no more, in no tab and after no reload', async () => {
		const witness = await after(5);
		await witness.take(first(5, 'false'));
		browser.deeds.length = 0;
		for (const tab of [witness, browser.tab()]) {
			await tab.greet();
			await tab.take(formatProposal({ older: 5, proof: [], note: noteOf(5) }));
			expect(tab.state.alarm).not.toBeNull();
		}
		expect(browser.deeds).toEqual([]);
	});

	it('that is signed with another key than at first is not believed', async () => {
		await after(5);
		const witness = browser.tab('another');
		await witness.greet();
		expect(witness.state.alarm).toMatchObject({ kind: 'key', theirs: 'another' });
	});
});

describe('what other browsers say', () => {
	it('is a conflict only when the log signed another note of the same size', async () => {
		const witness = browser.tab();
		await witness.take(first(5));
		const theirs = noteOf(5, 'false');
		expect(witness.contradicts(markOf(noteOf(5)))).toBe(false);
		expect(witness.contradicts(markOf(noteOf(4, 'false')))).toBe(false);
		expect(witness.contradicts(markOf(theirs))).toBe(true);
		const forged = noteOf(5, 'false', createSigner(new Uint8Array(32), origin));
		for (const harmless of ['words', noteOf(5), noteOf(4), forged])
			await witness.compare(harmless, 'p2');
		expect(witness.state.alarm).toBeNull();
		await witness.compare(theirs, 'p2');
		expect(witness.state.alarm).toMatchObject({
			kind: 'peer',
			mine: noteOf(5),
			theirs,
			from: 'p2'
		});
		expect(parseNote(witness.state.alarm?.theirs ?? '').ok).toBe(true);
	});
});
