import { describe, expect, it } from 'vitest';
import * as browserEd25519 from './ed25519.browser.ts';
import * as nodeEd25519 from './ed25519.node.ts';
import { fromBase64, toBase64, utf8 } from './bytes.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import {
	cosignNote,
	createCosigner,
	createSigner,
	formatVerifierKey,
	openNote,
	parseVerifierKey,
	signNote,
	type Verifier
} from './note.ts';
import { formatPolicy, openTrusted, parsePolicy } from './policy.ts';
import { flip, logSigner, origin, readCheckpoint, signerNamed } from './testing.ts';
import { rootOf } from './tree.ts';

function key(text: string): Verifier {
	const verifier = parseVerifierKey(text);
	if (!verifier.ok) throw new Error(verifier.reason);
	return verifier.value;
}

// The example of golang.org/x/mod/sumdb/note.
const neumann = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const neumannText =
	"If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const neumannNote = `${neumannText}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const checkpoint = { origin, size: 3, root: rootOf(['a', 'b', 'c']) };
const note = signCheckpoint(checkpoint, logSigner);
const witness = createCosigner(new Uint8Array(32).fill(9), 'witness.example/ms');

describe('notes', () => {
	it('signed by another program are opened', () => {
		const opened = openNote(neumannNote, [key(neumann)]);
		expect(opened.ok && opened.value.text).toBe(neumannText);
		expect(formatVerifierKey(key(neumann))).toBe(neumann);
	});

	it('come back as they were signed', () => {
		for (const text of ['one line\n', 'a\n\nb\n', '\n', 'Größe 3 – ok\n']) {
			const opened = openNote(signNote(text, logSigner), [logSigner.verifier]);
			expect(opened.ok && opened.value.text).toBe(text);
		}
	});

	it('are refused with any bit of any byte changed', () => {
		const bytes = utf8(note);
		for (let at = 0; at < bytes.length; at++) {
			for (const bit of [1, 4, 0x20]) {
				const changed = new TextDecoder().decode(flip(bytes, at, bit));
				expect(openNote(changed, [logSigner.verifier]).ok, `byte ${at}`).toBe(false);
			}
		}
	});

	it('are refused when only strangers signed, and pass over strangers otherwise', () => {
		const stranger = signerNamed('stranger.example', 3);
		const strange = signNote('text\n', stranger);
		expect(openNote(strange, [logSigner.verifier]).ok).toBe(false);
		const both = signNote('text\n', logSigner) + strange.slice('text\n\n'.length);
		const opened = openNote(both, [logSigner.verifier]);
		expect(opened.ok && opened.value.unknown.map((by) => by.name)).toEqual(['stranger.example']);
	});

	it('are refused when one known signature is right and another wrong', () => {
		const other = signerNamed('other.example', 4);
		const wrong = signNote('another text\n', other).slice('another text\n\n'.length);
		const mixed = signNote('text\n', logSigner) + wrong;
		expect(openNote(mixed, [logSigner.verifier]).ok).toBe(true);
		expect(openNote(mixed, [logSigner.verifier, other.verifier]).ok).toBe(false);
	});

	it.each([
		['without signatures', 'text\n\n'],
		['without a blank line', 'text\n— a AAAAAAAA\n'],
		['with a plain dash', 'text\n\n- a AAAAAAAA\n'],
		['cut in a line', neumannNote.slice(0, -1)],
		['with a tab', `te\txt\n\n${neumannNote.split('\n\n')[1]}`],
		['with too many signatures', `text\n\n${'— a AAAAAAAA\n'.repeat(101)}`]
	])('%s are refused', (_, bad) => {
		expect(openNote(bad, [key(neumann), logSigner.verifier]).ok).toBe(false);
	});

	it('are not signed when they could not be read', () => {
		expect(() => signNote('no newline', logSigner)).toThrow(RangeError);
		expect(() => createSigner(new Uint8Array(32), 'two words')).toThrow(RangeError);
		expect(() => createSigner(new Uint8Array(31), 'name')).toThrow(RangeError);
	});
});

describe('verifier keys', () => {
	it.each([
		neumann.replace('c74f20a3', 'c74f20a4'),
		neumann.replace('PeterNeumann', 'PeterNewmann'),
		neumann.replace('ARpc', 'AxpC'),
		neumann.slice(0, -4),
		neumann.replace('c74f20a3', 'C74F20A3'),
		'',
		'a+b+c'
	])('refuses %j', (text) => {
		expect(parseVerifierKey(text).ok).toBe(false);
	});
});

describe('signatures', () => {
	const seed = Uint8Array.from({ length: 32 }, (_, at) => at * 7);
	it('are the same bytes on the server and in the browser', () => {
		expect(browserEd25519.publicKeyOf(seed)).toEqual(nodeEd25519.publicKeyOf(seed));
		const message = utf8('both sign this');
		const signature = nodeEd25519.signWith(seed)(message);
		expect(browserEd25519.signWith(seed)(message)).toEqual(signature);
		const publicKey = nodeEd25519.publicKeyOf(seed);
		for (const { verify } of [nodeEd25519, browserEd25519]) {
			expect(verify(signature, message, publicKey)).toBe(true);
			for (let at = 0; at < 64; at++) {
				expect(verify(flip(signature, at), message, publicKey)).toBe(false);
			}
			expect(verify(signature, message, publicKey.slice(1))).toBe(false);
			expect(verify(signature.slice(1), message, publicKey)).toBe(false);
		}
	});
});

describe('checkpoints', () => {
	it('have the published form', () => {
		expect(formatCheckpoint(checkpoint)).toBe(`${origin}\n3\n${toBase64(checkpoint.root)}\n`);
		const golden = [
			'example.com/behind-the-sofa',
			'20852163',
			'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
			'',
			'— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=',
			''
		].join('\n');
		expect(readCheckpoint(golden)).toEqual({
			origin: 'example.com/behind-the-sofa',
			size: 20_852_163,
			root: fromBase64('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=')
		});
	});

	it('come back with signature or as a bare text', () => {
		expect(readCheckpoint(note)).toEqual(checkpoint);
		expect(readCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
		const opened = openCheckpoint(note, [logSigner.verifier]);
		expect(opened.ok && opened.value.size).toBe(3);
	});

	const root = toBase64(checkpoint.root);
	it.each([
		`\n3\n${root}\n`,
		`o\n03\n${root}\n`,
		`o\n-3\n${root}\n`,
		`o\n3e1\n${root}\n`,
		`o\n99999999999999999999\n${root}\n`,
		`o\n3\n${root.slice(4)}\n`,
		`o\n3\n${root}`,
		`o\n3\n`,
		''
	])('refuses %j', (text) => {
		expect(parseCheckpoint(text).ok).toBe(false);
	});
});

function policy(text: string) {
	const parsed = parsePolicy(text);
	if (!parsed.ok) throw new Error(parsed.reason);
	return parsed.value;
}

describe('policies', () => {
	const cosigned = cosignNote(note, witness, 1_795_000_000);
	const policyText = `# who is trusted\nlog ${logSigner.verifierKey} https://workshop.example\nwitness ms ${witness.verifierKey}\ngroup partners 1 ms\nquorum partners\n`;

	it('without witnesses need the log’s signature only', () => {
		const opened = openTrusted(note, policy(formatPolicy([logSigner.verifierKey])));
		expect(opened.ok && opened.value.size).toBe(3);
	});

	it('with a quorum need the cosignature, and tell its time', () => {
		expect(openTrusted(note, policy(policyText))).toEqual({
			ok: false,
			reason: 'too few witnesses have cosigned'
		});
		const opened = openTrusted(cosigned, policy(policyText));
		expect(opened.ok && opened.value.cosignatures).toEqual([
			expect.objectContaining({ name: 'witness.example/ms', time: 1_795_000_000 })
		]);
	});

	it('count groups of groups', () => {
		const second = createCosigner(new Uint8Array(32).fill(10), 'witness.example/pn');
		const text = `log ${logSigner.verifierKey}\nwitness ms ${witness.verifierKey}\nwitness pn ${second.verifierKey}\ngroup a any ms\ngroup b all pn\ngroup both 2 a b\nquorum both\n`;
		expect(openTrusted(cosigned, policy(text)).ok).toBe(false);
		expect(openTrusted(cosignNote(cosigned, second, 5), policy(text)).ok).toBe(true);
	});

	it('refuse a witness’s word in place of the log’s, and a log under another name', () => {
		const alone = cosignNote(
			signNote(formatCheckpoint(checkpoint), signerNamed('x.example', 1)),
			witness,
			5
		);
		expect(openTrusted(alone, policy(policyText)).ok).toBe(false);
		const renamed = signerNamed('other.example/s/x', 7);
		const text = formatPolicy([renamed.verifierKey]);
		expect(openTrusted(signCheckpoint(checkpoint, renamed), policy(text)).ok).toBe(false);
	});

	it.each([
		['without a quorum', `log ${logSigner.verifierKey}\n`],
		['with two quorums', 'quorum none\nquorum none\n'],
		['with an undefined quorum', 'quorum ms\n'],
		['with a witness key as log', `log ${witness.verifierKey}\nquorum none\n`],
		[
			'with a log twice',
			`log ${logSigner.verifierKey}\nlog ${logSigner.verifierKey}\nquorum none\n`
		],
		['with an empty group', 'group g any\nquorum g\n'],
		['with an impossible threshold', `witness ms ${witness.verifierKey}\ngroup g 2 ms\nquorum g\n`],
		['with a member twice', `witness ms ${witness.verifierKey}\ngroup g any ms ms\nquorum g\n`],
		['with a reserved name', `witness none ${witness.verifierKey}\nquorum none\n`],
		['with an unknown line', 'trust me\nquorum none\n'],
		['with a carriage return', 'quorum none\r\n']
	])('%s are refused', (_, text) => {
		expect(parsePolicy(text).ok).toBe(false);
	});
});
