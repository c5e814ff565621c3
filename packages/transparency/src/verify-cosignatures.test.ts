import { describe, expect, it } from 'vitest';
import { textOf, utf8 } from './bytes.ts';
import { signCheckpoint } from './checkpoint.ts';
import { cosignNote, createCosigner, type Cosigner } from './note.ts';
import { formatPolicy, parsePolicy } from './policy.ts';
import { FakeSession, logSigner, origin, saltOf, smallSession } from './testing.ts';
import { verifyExport, type VerifyOptions } from './verify.ts';

const cosigners = ['PN', 'MS', 'CC'].map((organization, at) => ({
	organization,
	cosigner: createCosigner(saltOf(20 + at), `${origin}/w/${at}`)
}));

/** A session in which the browsers of three organizations announced themselves as witnesses. */
function witnessed(): FakeSession {
	const session = smallSession();
	for (const { organization, cosigner } of cosigners)
		session.add('witness.join', {
			a: `p-${organization}`,
			og: organization,
			o: [cosigner.verifierKey]
		});
	return session;
}

/** The export, with its last checkpoint cosigned by some, and an earlier one by others. */
function exported(by: readonly number[], earlier: readonly number[] = [], size = 5) {
	const session = witnessed();
	if (earlier.length > 0)
		session.files.set(`cosigned/${size}`, utf8(cosign(session.checkpoint(size), earlier)));
	const files = session.export();
	const note = textOf(files.get('checkpoint') as Uint8Array) as string;
	return new Map(files).set('checkpoint', utf8(cosign(note, by)));
}

const cosignerAt = (at: number): Cosigner => cosigners[at]!.cosigner;

function cosign(note: string, by: readonly number[]): string {
	return by.reduce((text, at) => cosignNote(text, cosignerAt(at), 1000 + at), note);
}

function policyOf(quorum: number): string {
	const groups = cosigners.map(({ organization, cosigner }) => ({
		organization,
		keys: [cosigner.verifierKey]
	}));
	return formatPolicy([logSigner.verifierKey], { groups, quorum });
}

async function findings(files: Map<string, Uint8Array>, options?: VerifyOptions) {
	const verdict = await verifyExport(files, options);
	if (!verdict.ok) return verdict.problem.code;
	const { organizations, quorumSize } = verdict.findings.cosigned;
	const tail = verdict.warnings.some(({ code }) => code === 'tail-not-cosigned');
	return {
		by: organizations.map(({ organization, size }) => `${organization} ${size}`),
		quorumSize,
		tail
	};
}

describe('cosignatures of an export', () => {
	it('say which organizations vouch for how much', async () => {
		expect(await findings(exported([0, 1]))).toEqual({
			by: ['PN 13', 'MS 13'],
			quorumSize: null,
			tail: false
		});
		expect(await findings(exported([2], [0, 2]))).toMatchObject({ by: ['CC 13', 'PN 5'] });
		expect(await findings(exported([]))).toMatchObject({ by: [] });
	});

	it('name organizations as the log does, and by their code where it doesn’t', async () => {
		const session = witnessed();
		const organization = { id: 'PN', name: 'Physician network' };
		session.add('organization.add', { o: ['PN'] }, { organization });
		session.add('organization.add', { o: ['MS'] }, { organization: 'not one' });
		const files = new Map(session.export());
		const note = textOf(files.get('checkpoint') as Uint8Array) as string;
		const verdict = await verifyExport(files.set('checkpoint', utf8(cosign(note, [0, 1]))));
		const { organizations } = verdict.ok ? verdict.findings.cosigned : { organizations: [] };
		expect(organizations.map(({ name }) => name)).toEqual(['Physician network', 'MS']);
	});

	it('must reach the quorum of a policy of one’s own', async () => {
		const policy = policyOf(2);
		expect(await findings(exported([0]), { policy })).toBe('cosigned-too-few');
		expect(await findings(exported([0, 1]), { policy })).toMatchObject({
			quorumSize: 13,
			tail: false
		});
		expect(await findings(exported([]), { policy })).toBe('cosigned-too-few');
	});

	it('of an earlier checkpoint vouch for what came before it, and the rest is said to be open', async () => {
		expect(await findings(exported([0], [1, 2]), { policy: policyOf(2) })).toMatchObject({
			quorumSize: 5,
			tail: true
		});
	});

	it('show a log that was rewritten after others had seen it', async () => {
		const session = witnessed();
		const root = saltOf(1);
		const seen = cosign(signCheckpoint({ origin, size: 5, root }, logSigner), [1]);
		session.files.set('cosigned/5', utf8(seen));
		expect(await findings(session.export())).toBe('cosigned-conflict');
	});

	it.each([
		['a wrong cosignature', (note: string) => note.replace(/.{6}\n$/, 'AAAA==\n')],
		['no signature of the log', (note: string) => note.replace(/\u2014 .*\n/, '')],
		['nothing readable', () => 'x']
	])('with %s are refused', async (_, damage) => {
		const session = witnessed();
		session.files.set('cosigned/5', utf8(damage(cosign(session.checkpoint(5), [1]))));
		expect(await findings(session.export())).toBe('cosigned-untrusted');
	});

	it('by keys that no entry announces are passed over', async () => {
		const files = exported([0]);
		const stranger = createCosigner(saltOf(77), `${origin}/w/9`);
		const note = textOf(files.get('checkpoint') as Uint8Array) as string;
		files.set('checkpoint', utf8(cosignNote(note, stranger, 5)));
		expect(await findings(files)).toMatchObject({ by: ['PN 13'] });
	});
});

describe('a policy of organizations', () => {
	it('counts each organization once, and reads back', () => {
		const policy = parsePolicy(policyOf(2));
		expect(policy).toMatchObject({ ok: true, value: { quorum: 'partners' } });
		const names = formatPolicy(['k'], { groups: [{ organization: 'A b/ü', keys: ['x', 'y'] }] });
		expect(names).toContain('group organization-A%20b%2F%C3%BC any');
		expect(names).toContain('quorum none');
	});

	it.each([0, 4, 1.5])('refuses a quorum of %d among three', (quorum) => {
		expect(() => policyOf(quorum)).toThrow(RangeError);
	});
});
