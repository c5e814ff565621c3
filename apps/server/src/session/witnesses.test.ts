import { decodeWitnesses, encodeCosign } from '@concordia/protocol';
import type { Role } from '@concordia/session';
import {
	considerProposal,
	cosignatureLine,
	createCosigner,
	openNote,
	parseNote,
	parseProposal,
	parseVerifierKey,
	type Cosigner,
	type Proposal
} from '@concordia/transparency';
import { beforeEach, describe, expect, test } from 'vitest';
import { Workshop, type Peer } from '../testing/workshop.ts';

let workshop: Workshop;

beforeEach(async () => {
	workshop = await Workshop.open();
});

/** A browser that checks what it is shown and cosigns it, with all that may go wrong. */
class Browser {
	readonly peer: Peer;
	readonly cosigner: Cosigner;
	seen: string | null = null;
	readonly proposals: Proposal[] = [];

	constructor(peer: Peer, byte: number, name = `${workshop.session.origin}/w/${byte}`) {
		this.peer = peer;
		this.cosigner = createCosigner(new Uint8Array(32).fill(byte), name);
		this.listen();
	}

	get key(): string {
		return this.cosigner.verifierKey;
	}

	get size(): number {
		return this.seen === null ? 0 : Number(this.seen.split('\n')[1]);
	}

	listen(): void {
		const hear = this.peer.socket.onSend;
		this.peer.socket.onSend = (bytes) => {
			const witnessed = decodeWitnesses(bytes);
			if (!witnessed.ok) return hear?.(bytes);
			const proposal = parseProposal(witnessed.value.proposal);
			if (proposal.ok) this.proposals.push(proposal.value);
		};
	}

	async say(
		fields: { size?: number; key?: string; line?: string; lost?: string } = {}
	): Promise<void> {
		const { size = this.size, key = '', line = '', lost = '' } = fields;
		this.peer.send(encodeCosign({ size, key, line, lost }));
		await workshop.world.settle();
	}

	/** Checks the newest proposal as a witness does. */
	consider(): string {
		const log = parseVerifierKey(workshop.session.verifierKey);
		const proposal = this.proposals.at(-1);
		if (!log.ok || proposal === undefined) throw new Error('nothing was proposed');
		const answer = considerProposal(proposal, this.seen, log.value);
		if (answer.kind === 'grown') this.seen = answer.note;
		return answer.kind;
	}

	async line(note = this.seen ?? '', time = 5): Promise<string> {
		const parsed = parseNote(note);
		const text = parsed.ok ? parsed.value.text : '';
		const key = {
			verifier: this.cosigner.verifier,
			sign: () => Promise.resolve(this.cosigner.cosign(text, time).subarray(8))
		};
		return cosignatureLine(note, key, time);
	}

	async cosign(fields: { lost?: string } = {}): Promise<void> {
		await this.say({ key: this.key, line: await this.line(), ...fields });
		await workshop.world.pass(300);
	}
}

async function browse(
	byte: number,
	role: Role = 'participant',
	organization = 'PN'
): Promise<Browser> {
	const browser = new Browser(await workshop.enter({ role, organization }), byte);
	await browser.say();
	await workshop.world.pass(6000);
	return browser;
}

/** A browser that is a witness already. */
async function witness(byte: number, organization = 'PN'): Promise<Browser> {
	const browser = await browse(byte, 'delegate', organization);
	browser.consider();
	await browser.cosign();
	return browser;
}

const cosignedBy = (note: string, ...browsers: Browser[]): number => {
	const opened = openNote(
		note,
		browsers.map(({ cosigner }) => cosigner.verifier)
	);
	return opened.ok ? opened.value.verified.length : 0;
};

const newest = (): string => workshop.session.witnesses.cosigned().at(-1)?.note ?? '';

describe('a browser that checks the log', () => {
	test('is shown the newest checkpoint with the proof from where it stands', async () => {
		const browser = await browse(1);
		expect(browser.proposals.at(-1)).toMatchObject({ older: 0, proof: [] });
		expect(browser.consider()).toBe('grown');
		const { size } = browser;
		await browser.say();
		for (let at = 0; at < 5; at++) browser.peer.addNote(`n${at}`);
		await workshop.world.pass(6000);
		expect(browser.proposals.at(-1)?.older).toBe(size);
		expect(browser.consider()).toBe('grown');
		expect(browser.size).toBeGreaterThan(size);
	});

	test('is asked once in some seconds, however fast the log grows', async () => {
		const browser = await browse(1);
		browser.consider();
		const before = browser.proposals.length;
		for (let at = 0; at < 20; at++) {
			browser.peer.addNote(`n${at}`);
			await workshop.world.pass(1000);
		}
		expect(browser.proposals.length - before).toBeLessThanOrEqual(6);
		expect(browser.proposals.length - before).toBeGreaterThanOrEqual(4);
	});

	test('is told nothing unless it asked', async () => {
		const peer = await workshop.enter();
		peer.addNote('n');
		await workshop.world.pass(10_000);
		expect(peer.told('checkpoint').length).toBeGreaterThan(0); // a message it can't read would have thrown
	});

	test('that says it has seen more than there is gets to know what there is', async () => {
		const browser = await browse(1);
		await browser.say({ size: 9999 });
		await workshop.world.settle();
		expect(browser.proposals.at(-1)).toMatchObject({ older: 9999, proof: [] });
	});

	test('follows through full tiles and a restart', async () => {
		const browser = await browse(1);
		browser.consider();
		await browser.say();
		for (let at = 0; at < 600; at++) browser.peer.addNote(`n${at}`);
		await workshop.world.pass(10_000);
		expect(browser.consider()).toBe('grown');
		expect(browser.size).toBeGreaterThan(600);
	});
});

describe('a cosignature', () => {
	test('announces its key in the log, with organization and participant, and shows in the checkpoint', async () => {
		const browser = await witness(1);
		expect(await workshop.leaves('witness.join')).toMatchObject([
			{ a: browser.peer.participant, og: 'PN', o: [browser.key] }
		]);
		expect(cosignedBy(newest(), browser)).toBe(1);
		expect(workshop.session.witnesses.groups()).toEqual([
			{ organization: 'PN', keys: [browser.key] }
		]);
		// What was announced is itself cosigned with the next round.
		await workshop.world.pass(6000);
		browser.consider();
		await browser.cosign();
		const { checkpoint, witnesses } = workshop.session;
		expect(cosignedBy(witnesses.withLines(checkpoint!), browser)).toBe(1);
		expect(await workshop.leaves('witness.join')).toHaveLength(1);
	});

	test('of several browsers stands in one note', async () => {
		const browsers = [await browse(1), await browse(2, 'participant', 'CC'), await browse(3)];
		await workshop.world.pass(6000);
		for (const browser of browsers) browser.consider();
		for (const browser of browsers) await browser.cosign();
		expect(cosignedBy(newest(), ...browsers)).toBe(3);
	});

	test('is still there after a restart, and the witness the same', async () => {
		const browser = await witness(1);
		const note = newest();
		await workshop.restart();
		expect(newest()).toBe(note);
		const again = await workshop.enter({ participant: browser.peer.participant });
		const returned = new Browser(again, 1);
		returned.seen = browser.seen;
		await returned.say();
		await workshop.world.pass(6000);
		expect(returned.consider()).toBe('grown');
		await returned.cosign();
		expect(await workshop.leaves('witness.join')).toHaveLength(1);
		expect(cosignedBy(newest(), returned)).toBe(1);
	});

	test('under a new key says which key was lost, and that one counts no more', async () => {
		const browser = await witness(1);
		const lost = browser.key;
		const anew = new Browser(browser.peer, 2);
		await anew.say();
		await workshop.world.pass(6000);
		anew.consider();
		await anew.cosign({ lost });
		expect(await workshop.leaves('witness.lost')).toMatchObject([{ o: [lost], og: 'PN' }]);
		anew.peer.addNote('n');
		await workshop.world.pass(6000);
		browser.seen = anew.proposals.at(-1)?.note ?? null;
		await browser.cosign();
		expect(cosignedBy(newest(), browser)).toBe(0);
	});

	test('of somebody else’s key can’t retire it', async () => {
		const browser = await witness(1);
		const other = await browse(2, 'participant', 'CC');
		other.consider();
		await other.cosign({ lost: browser.key });
		expect(await workshop.leaves('witness.lost')).toEqual([]);
	});

	test.each([
		['of an observer', { role: 'observer' as const }],
		['of the mediator', { role: 'mediator' as const }]
	])('%s counts for nothing, though they check', async (_, { role }) => {
		const browser = await browse(1, role);
		expect(browser.consider()).toBe('grown');
		await browser.cosign();
		expect(await workshop.leaves('witness.join')).toEqual([]);
	});

	test.each([
		[
			'made with another key',
			async (browser: Browser) => ({
				line: await new Browser(browser.peer, 9).line(browser.seen ?? '')
			})
		],
		[
			'of another checkpoint',
			async (browser: Browser) => ({
				line: await browser.line(browser.seen!.replace(/\n\d+\n/, '\n3\n'))
			})
		],
		[
			'of a size that was not asked about',
			async (browser: Browser) => ({ size: browser.size - 1, line: await browser.line() })
		],
		[
			'under a name of another log',
			async (browser: Browser) => {
				const elsewhere = new Browser(browser.peer, 1, 'elsewhere.example/w/1');
				return { key: elsewhere.key, line: await elsewhere.line(browser.seen ?? '') };
			}
		],
		[
			'in two lines',
			async (browser: Browser) => ({ line: `${await browser.line()}\n${await browser.line()}` })
		],
		[
			'under a name longer than a line should be',
			async (browser: Browser) => {
				const name = `${workshop.session.origin}/w/${'x'.repeat(70_000)}`;
				const long = new Browser(browser.peer, 1, name);
				return { key: long.key, line: await long.line(browser.seen ?? '') };
			}
		],
		['that is nonsense', () => Promise.resolve({ line: 'x', key: 'y' })]
	])('%s is not taken', async (_, make) => {
		const browser = await browse(1);
		browser.consider();
		await browser.say({ key: browser.key, ...(await make(browser)) });
		await workshop.world.pass(1000);
		expect(await workshop.leaves('witness.join')).toEqual([]);
		expect(workshop.session.witnesses.cosigned()).toEqual([]);
		expect(workshop.errors).toEqual([]);
	});

	test('with a key that is somebody else’s is not taken', async () => {
		const browser = await witness(1);
		const thief = new Browser(await workshop.enter({ organization: 'CC' }), 1);
		await thief.say();
		await workshop.world.pass(6000);
		thief.consider();
		await thief.cosign();
		expect(await workshop.leaves('witness.join')).toHaveLength(1);
		expect(await workshop.leaves('witness.join')).toMatchObject([{ a: browser.peer.participant }]);
	});

	test('under a name that another key has is not taken, and the other goes on', async () => {
		const browser = await witness(1);
		const double = new Browser(
			await workshop.enter({ organization: 'CC' }),
			2,
			browser.cosigner.name
		);
		await double.say();
		await workshop.world.pass(6000);
		double.consider();
		await double.cosign();
		expect(await workshop.leaves('witness.join')).toMatchObject([{ a: browser.peer.participant }]);
		browser.consider();
		await browser.cosign();
		expect(cosignedBy(newest(), browser)).toBe(1);
	});

	test('is written once storing works again', async () => {
		const browser = await browse(1);
		browser.consider();
		workshop.faulty.faults.push('before');
		await browser.cosign();
		await workshop.world.pass(2000);
		expect(cosignedBy(newest(), browser)).toBe(1);
		expect(await workshop.leaves('witness.join')).toHaveLength(1);
	});
});

test('a key is proved by what it signs: nobody announces a key without a cosignature', async () => {
	const browser = await browse(1);
	await browser.say({ key: browser.key });
	await workshop.world.pass(1000);
	expect(await workshop.leaves('witness.join')).toEqual([]);
});
