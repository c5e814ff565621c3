// Known answers: what other programs published must be read here as it was meant there. The source stands
// beside each; "real" ones come from logs and witnesses that ran in public.
import { describe, expect, it } from 'vitest';
import { fromBase64, fromHex, toHex, utf8 } from './bytes.ts';
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { emptyRoot, leafHash, nodeHash } from './hashing.ts';
import {
	createSigner,
	createVerifier,
	formatVerifierKey,
	openNote,
	parseNote,
	parseVerifierKey,
	signatureTypes,
	signNote,
	type Verifier
} from './note.ts';
import { publishedLeaves } from './testing.ts';
import { openTrusted, parsePolicy } from './policy.ts';
import { checkConsistency, checkInclusion, consistencyProof, inclusionProof } from './proof.ts';
import { rootOf } from './tree.ts';

const hex = (text: string) => fromHex(text) as Uint8Array;
const base64 = (text: string) => fromBase64(text) as Uint8Array;
const hashes = (lines: string) => lines.trim().split(/\s+/).map(base64);

function key(text: string): Verifier {
	const verifier = parseVerifierKey(text);
	if (!verifier.ok) throw new Error(`${text}: ${verifier.reason}`);
	return verifier.value;
}

// transparency-dev/merkle, rfc6962/rfc6962_test.go
describe('the hashing of RFC 6962', () => {
	it('gives the published hashes of the empty log, of leaves and of nodes', () => {
		expect(toHex(emptyRoot)).toBe(
			'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
		);
		expect(toHex(leafHash(''))).toBe(
			'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'
		);
		expect(toHex(leafHash('L123456'))).toBe(
			'395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56'
		);
		const [left, right] = [leafHash('N123'), leafHash('N456')];
		expect(toHex(nodeHash(left, right))).not.toBe(toHex(nodeHash(right, left)));
	});

	// golang.org/x/mod, sumdb/tlog/note_test.go
	it('gives the hash of a record as the Go checksum database writes it', () => {
		const tree =
			'go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n';
		expect(parseCheckpoint(tree)).toEqual({
			ok: true,
			value: {
				origin: 'go.sum database tree',
				size: 123_456_789_012,
				root: leafHash('hello world')
			}
		});
	});
});

// transparency-dev/merkle, proof/verify_test.go (and testdata/, made from it)
const leaves = publishedLeaves.map(hex);
const roots = Array.from({ length: leaves.length + 1 }, (_, size) => rootOf(leaves.slice(0, size)));
const root = (size: number) => roots[size] as Uint8Array;
const n = {
	l0: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
	l1: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
	l4: 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
	l6: 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
	l01: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
	l23: '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
	l45: '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
	l67: 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
	l03: 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
	l47: '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'
};
const stray = hex('abacaba000000000000000000000000000000000000000000060061e00123456');
const nothing = new Uint8Array(0);
const wrongLength = utf8('WrongLeaf');

const readKnown: Parameters<typeof inclusionProof>[2] = (subtrees) =>
	subtrees.map(({ level, index }) =>
		rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
	);

describe('the proofs that certificate transparency programs have in common', () => {
	const inclusions: readonly [leaf: number, size: number, proof: string[]][] = [
		[0, 1, []],
		[0, 8, [n.l1, n.l23, n.l47]],
		[5, 8, [n.l4, n.l67, n.l03]],
		[2, 3, [n.l01]],
		[1, 5, [n.l0, n.l23, n.l4]]
	];
	it.each(inclusions)('leaf %i of %i', async (index, size, published) => {
		const proof = published.map(hex);
		const leaf = leafHash(leaves[index] as Uint8Array);
		const claim = { index, size, leaf, root: root(size), proof };
		expect((await inclusionProof(index, size, readKnown)).map(toHex)).toEqual(published);
		expect(checkInclusion(claim)).toBe(true);
		const lies = [
			{ ...claim, index: index - 1 },
			{ ...claim, index: index + 1 },
			{ ...claim, index: index ^ 2 },
			{ ...claim, size: size * 2 },
			{ ...claim, size: Math.floor(size / 2) },
			{ ...claim, leaf: wrongLength },
			{ ...claim, leaf: nothing },
			{ ...claim, root: emptyRoot },
			{ ...claim, root: stray },
			{ ...claim, root: nothing },
			{ ...claim, proof: [...proof, nothing] },
			{ ...claim, proof: [...proof, root(size)] },
			{ ...claim, proof: [nothing, ...proof] },
			{ ...claim, proof: [root(size), ...proof] },
			...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 1) })),
			...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 1, nothing) })),
			...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 0, stray) }))
		];
		expect(lies.filter(checkInclusion)).toEqual([]);
	});

	const consistencies: readonly [older: number, newer: number, proof: string[]][] = [
		[1, 8, [n.l1, n.l23, n.l47]],
		[6, 8, [n.l45, n.l67, n.l03]],
		[2, 5, [n.l23, n.l4]],
		[6, 7, [n.l45, n.l6, n.l03]]
	];
	it.each(consistencies)('%i in %i', async (older, newer, published) => {
		const proof = published.map(hex);
		const claim = { older, newer, olderRoot: root(older), newerRoot: root(newer), proof };
		expect((await consistencyProof(older, newer, readKnown)).map(toHex)).toEqual(published);
		expect(checkConsistency(claim)).toBe(true);
		const lies = [
			...(older > 1 ? [{ ...claim, older: older - 1 }] : []),
			{ ...claim, older: older + 1 },
			{ ...claim, older: older ^ 2 },
			{ ...claim, newer: newer * 2 },
			{ ...claim, newer: Math.floor(newer / 2) },
			{ ...claim, olderRoot: wrongLength },
			{ ...claim, newerRoot: wrongLength },
			{ ...claim, olderRoot: root(newer), newerRoot: root(older) },
			{ ...claim, proof: [] },
			...[nothing, root(older), root(newer), stray].flatMap((extra) => [
				{ ...claim, proof: [...proof, extra] },
				{ ...claim, proof: [extra, ...proof] }
			]),
			{ ...claim, proof: [proof[0] as Uint8Array, ...proof] },
			...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 1) })),
			...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 1, nothing) }))
		];
		expect(lies.filter(checkConsistency)).toEqual([]);
	});

	it('between sizes that need no proof', () => {
		const [one, two] = [utf8('one'), utf8('two')];
		const accepted: readonly [older: number, newer: number, Uint8Array, Uint8Array][] = [
			[0, 0, one, one],
			[1, 1, two, two],
			[0, 1, one, two]
		];
		const refused: typeof accepted = [
			[0, 0, one, two],
			[1, 1, one, two],
			[1, 0, one, two],
			[1, 2, one, two]
		];
		for (const [older, newer, olderRoot, newerRoot] of accepted)
			expect(checkConsistency({ older, newer, olderRoot, newerRoot, proof: [] })).toBe(true);
		for (const [older, newer, olderRoot, newerRoot] of refused)
			expect(checkConsistency({ older, newer, olderRoot, newerRoot, proof: [] })).toBe(false);
		for (const newer of [0, 1]) {
			const equal = { older: newer, newer, olderRoot: emptyRoot, newerRoot: emptyRoot };
			expect(checkConsistency({ ...equal, proof: [emptyRoot] })).toBe(false);
			expect(checkConsistency({ ...equal, older: 0, proof: [emptyRoot] })).toBe(false);
		}
	});
});

// golang.org/x/mod, sumdb/tlog/testdata/argon2020: answers of a real log of certificates
describe('the proofs of a log with a thousand million entries', () => {
	const size = 961_984_013;
	const newerRoot = base64('dwlueapdd7LaOEnX2W2Wp9v2XE+KzejHRQGHwEx0oaM=');
	const entry = base64(
		'AAAAAAFelPhqUwAAAAViMIIFXjCCBEagAwIBAgIRAOodHzZdqWIFzYyl/SovhCMwDQYJKoZIhvcNAQELBQAwgZAxCzAJBgNVBAYTAkdCMRswGQYDVQQIExJHcmVhdGVyIE1hbmNoZXN0ZXIxEDAOBgNVBAcTB1NhbGZvcmQxGjAYBgNVBAoTEUNPTU9ETyBDQSBMaW1pdGVkMTYwNAYDVQQDEy1DT01PRE8gUlNBIERvbWFpbiBWYWxpZGF0aW9uIFNlY3VyZSBTZXJ2ZXIgQ0EwHhcNMTcwMjE1MDAwMDAwWhcNMjAwNDE2MjM1OTU5WjBfMSEwHwYDVQQLExhEb21haW4gQ29udHJvbCBWYWxpZGF0ZWQxHTAbBgNVBAsTFFBvc2l0aXZlU1NMIFdpbGRjYXJkMRswGQYDVQQDDBIqLmxhbmRsb3Jkcy5jb20uYXUwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCtPBKKHj4zdrGlCjgTHzb5gx9JCs97DwvBz60f14gDufF2haWbOxyJ0a3opAMsZnOr8HkARVCwxdqG/PTfACcb0QM7FOlzvxGqxataTYiChwvkkif8F9GlJw69HuHgzhusPf1Ytfk3ps1PRC14MkyrS4kwPrk/Le4XdkqRpRw62wG4V6IkbzsNMEOl1H8EgUbfyapdOcVxHjIzvBVy56fBRKG05Fr5wNq3Acak5kYZdNsLhhmlrqAfAjiombW3hb3V5blJdRC0BDdYHv2+zKey6LqJ1FDoXo6IzbzPpC+aifZy47YX+/N1U64Qn5xlDg7mOP8JXfkNJHbU1TJZHif5AgMBAAGjggHhMIIB3TAfBgNVHSMEGDAWgBSQr2o6lFoL2JDqElZz30O0Oija5zAdBgNVHQ4EFgQUNQSLjkoz01I+iuuoC5lgEp0anhcwDgYDVR0PAQH/BAQDAgWgMAwGA1UdEwEB/wQCMAAwHQYDVR0lBBYwFAYIKwYBBQUHAwEGCCsGAQUFBwMCME8GA1UdIARIMEYwOgYLKwYBBAGyMQECAgcwKzApBggrBgEFBQcCARYdaHR0cHM6Ly9zZWN1cmUuY29tb2RvLmNvbS9DUFMwCAYGZ4EMAQIBMFQGA1UdHwRNMEswSaBHoEWGQ2h0dHA6Ly9jcmwuY29tb2RvY2EuY29tL0NPTU9ET1JTQURvbWFpblZhbGlkYXRpb25TZWN1cmVTZXJ2ZXJDQS5jcmwwgYUGCCsGAQUFBwEBBHkwdzBPBggrBgEFBQcwAoZDaHR0cDovL2NydC5jb21vZG9jYS5jb20vQ09NT0RPUlNBRG9tYWluVmFsaWRhdGlvblNlY3VyZVNlcnZlckNBLmNydDAkBggrBgEFBQcwAYYYaHR0cDovL29jc3AuY29tb2RvY2EuY29tMC8GA1UdEQQoMCaCEioubGFuZGxvcmRzLmNvbS5hdYIQbGFuZGxvcmRzLmNvbS5hdTANBgkqhkiG9w0BAQsFAAOCAQEACyHqxUzrexToY7tOv4+kyGPP2D27P1tQpyzeAl1bPObiMhNK2b9vvBLDWAaqm8c0YL1h+DBdLoWzf3xFsIkTCVCjWJTNSNlcYtgRk6or1s7jWsfXzWqsnPjPPmTIOCw7EfH7Yme3oxPs3UUsmShAgPwNohAtL9GqlqMiKM6v1WU3NHt01jEoNP23LRa6KeNK6AH6WHJykzL223IlhgXjHTeuQj6lR+TNrQXJuhwTXYe+20rrpPQxc1Pn7AqnvfWgmicRQ7gdIcr4V6+ecTvLfNOaJ0ZYe5G5giuAAdTm7F57pk04f4gyZNYKrj88mvbkoriN8b6jcWExtrYO6bm2TwAA'
	);
	const audit = hashes(`
		T46AmJsuOM/gFiGlUp+IJJebp+1Z5qratFNW7U0JyOQ= 9Jj1Feodn42uRYEfffkV4HF/EIPFQ5Zo9IwkxbQ2uhk=
		D53/1oCNebF4J59HHgioovKZxrmrKcVuCVhy3Izg8Ck= wSFDgGSrsXRPA+1c8WHoAFCsWeUv8NDyP/Q/SgsyVyY=
		516/RcwsgdwdzHn18v1dJHqBkgFUbNhmCIWOGjsMJaE= naTFY2ajLFgrgs5XUl+zJYZnnlJksLGsA1VYwpLfqbY=
		mKBRJo6qao+0Kdh/rhGkZUbHUAxMhrtrclrTpIbNjIg= Co4ueOFE7lpifLio94irxxsv1wFMMaK3tPu2ZQkHlro=
		yRgy800K6JMYCC05sWfqF2kvCg2riT/pVM+nEa6V5+0= n2O38XJZC8/Wpbwi9HhgVizlUyeUHVZvYyQB1607MRc=
		go3tAjuNfNSCj87y2Rg1xOroDknGN1eaf3cgvzObf7Q= 8D0Mj3/J7ySSnFb0afIHYXv6rlOhECnsebY6XKi1IR8=
		6rcez46ZU8M5vPiWVMAUfJfAOV0pPP/mch/lYzZhj/M= 2rtIeXrPvSdUyHc5maIgSAVB2BzaKaupWxSAiVayDE4=
		nniW/IMFQPN5xw8UsHFn7CRStYbm1gLu7NNa6kkRqJQ= mRPPi7sQS22MduIEyvcNzCNFqIt6kLwYPkNKrVtIcu8=
		JvTivzESNS9wHI8aph5a7uieVmtS/p9PciMZ5D6GyOo= UTyQd+Ym0wY4zG+qK806bBORwi1CSVvFQ/KknnqoZj8=
		hXODrqN+ff+U6zPqRQ+ZQKs6im1fPcxIerDSfNwflhE= II6GE+WY/DrpZzfHztLwkR46o37zVkNLCyPYlf68zA0=
		d609kWWcNBllbA8Jb/ad4XAVVGnScLRmtP8FYyr+Dck= rikBsP0G0gioXRpBFED2CzQdSLrGPvRd0bEcbEZw1rI=
		GXIElfmnRuWfbA4z7ubV/UwlpSRUbUeec7oL5HDDnh0= pR0SH/NYP6s9+8azWwaeUXA4Ze/3WCIgMfh5YW6wvcE=
		f3GuAKYVrF8RBg3s15jvA/YvV9oAliWtzP/imwPhQVA= WHn8zDxlVgkV+lSlmzaOdfSBrTHoRr5nT3d76q0KKWE=
		f2uV2ZxVgULzLPKuZcowRY3ZY7fRlX59iDBjV1R8kNQ= NzQVjJsvQwbi7WStMr9oFkh9VbHfK7LB6o7WwAqwNTs=
		C0LttBeYHZHgL+032JIcJC3CTBIyza/hsbmJUgJfmDI= nixU5CWTFVDlF4BGdcU6kA7WSYurEpe9jRWc+F/7sOc=
	`);
	const growth = hashes(`
		80Sfbj6UQEdVSZCSIgh9NMPj3vCBzcc1A48B2crJSWg= FZcrgAHUk6nNPviJZq8kEK6jCG1d18pJOFE45ZDc1TQ=
		Q67reWXmPBo1UfmwBap4Xi9PMPfFdUSSw3WGlRZdG7k= eJ7CyhR4PxzBxDIsWgrVYW1eFUb9ndgf46tFmiqVrxA=
		QrDwp062Grm5WY8KdrhFsBuuNjGzRox2Jb8PmVL5OYw= XM4YMjMEdLH/XJam/ZWyaP14k3cmsOtnPsOWQ54lW1s=
		SGiBh+jOTGccXU48ZzgQ88lRcBmtB4wz4oSDndv2QTg= WAS6txqNLYKGL1GdBdpqmV42TTfn6cJsuDsqLXuTCNI=
		QFmRS0rirUA7ZN3lxFjDncV+E1OCrn3NUB4RCp+5fzc= Hdbp7It2XBNZmNDBpCN/KPd7vfVqxgzwOosqVIaEA9E=
		mxvHL0ZiblBdD7j7pIa1jlfB0gSqfJ6oX0UGo7L0VsU= q5hjyvoW6TL/PThgcitpDcSTrnKX2p1+aqscqH2euRA=
		jTOWDqt3IHj2NVFeezyBz2ofpru+ztEywqKUAfFclKI= GIRn0w3HqJdvU9j1WVD//eR6lk2AaTVjyzjsJNP8U88=
		x52GJvxG81fnQBrgOTbll1A5tz95/LXK0Ag1NhB0r1I= 6/0OqrcTgc3o5dD5PymmoC96lB9yLPFuTHVvLy8fSGk=
		Gf+iKLfcXO5l4JEFmsZvSdG5q1uEeWPfYLrds6pmjz0= DGuaco+McyM3AfRSF6qX7RwSetwe2ieYJmxw5e9rVx0=
		2tQJ9V32hnYp+fdpP6TcjmgJmLeNVOMKM0Ml1kk4cNU= 3PapK+IkyJr8I9yAErAmzuZezzLMzsg+PfeRCgNW8NQ=
		s6xiYeejb+wtqHA+URJZ2I/SCPyIW8coP6aB00FJbMY= z9lSpmdTcr5M5ZzKlc4EPh3SrSypKFdk6JUF/UccaZU=
		GXIElfmnRuWfbA4z7ubV/UwlpSRUbUeec7oL5HDDnh0= pR0SH/NYP6s9+8azWwaeUXA4Ze/3WCIgMfh5YW6wvcE=
		f3GuAKYVrF8RBg3s15jvA/YvV9oAliWtzP/imwPhQVA= WHn8zDxlVgkV+lSlmzaOdfSBrTHoRr5nT3d76q0KKWE=
		f2uV2ZxVgULzLPKuZcowRY3ZY7fRlX59iDBjV1R8kNQ= NzQVjJsvQwbi7WStMr9oFkh9VbHfK7LB6o7WwAqwNTs=
		C0LttBeYHZHgL+032JIcJC3CTBIyza/hsbmJUgJfmDI= nixU5CWTFVDlF4BGdcU6kA7WSYurEpe9jRWc+F/7sOc=
	`);

	it('are accepted, and refused for another leaf or size', () => {
		const claim = { index: 10_000, size, leaf: leafHash(entry), root: newerRoot, proof: audit };
		expect(checkInclusion(claim)).toBe(true);
		expect(checkInclusion({ ...claim, index: 10_001 })).toBe(false);
		expect(checkInclusion({ ...claim, leaf: leafHash(entry.slice(1)) })).toBe(false);
		const olderRoot = base64('AuIZ5V6sDUj1vn3Y1K85oOaQ7y+FJJKtyRTl1edIKBQ=');
		const grown = { older: 3_654_490, newer: size, olderRoot, newerRoot, proof: growth };
		expect(checkConsistency(grown)).toBe(true);
		expect(checkConsistency({ ...grown, older: 3_654_489 })).toBe(false);
		expect(checkConsistency({ ...grown, olderRoot: newerRoot })).toBe(false);
	});
});

// golang.org/x/mod, sumdb/note/note_test.go
describe('the notes of the Go checksum database', () => {
	const peterKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
	const enochKey = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
	const secret = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
	const text =
		'If you think cryptography is the answer to your problem,\n' +
		"then you don't know what your problem is.\n";
	const peter =
		'— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
	const enoch =
		'— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';

	it('are signed to the same bytes with the published private key', () => {
		const signer = createSigner(base64(secret).slice(1), 'PeterNeumann');
		expect(signer.verifierKey).toBe(peterKey);
		expect(signNote(text, signer)).toBe(`${text}\n${peter}`);
	});

	it('are opened with one key, with two, and not with none', () => {
		const note = `${text}\n${peter}${enoch}`;
		const one = openNote(note, [key(peterKey)]);
		expect(one.ok && one.value.verified.map(({ name }) => name)).toEqual(['PeterNeumann']);
		expect(one.ok && one.value.unknown.map(({ name }) => name)).toEqual(['EnochRoot']);
		const two = openNote(note, [key(peterKey), key(enochKey)]);
		expect(two.ok && two.value.verified.length).toBe(2);
		expect(openNote(note, []).ok).toBe(false);
		expect(openNote(`${text}\n${peter}${peter}`, [key(peterKey)])).toMatchObject({
			value: { verified: [{ name: 'PeterNeumann' }] }
		});
	});

	it.each([
		['only the text', text],
		['no signatures', `${text}\n`],
		['a cut last line', `${text}\n${peter.slice(0, -1)}`],
		['a control character', `\u0001${text}\n${peter}`],
		['a key name with a space', `${text}\n— Bad Name ${peter.split(' ')[2] ?? ''}`],
		['a line that is no signature', `${text}\n${peter}Unexpected line.\n`],
		['a longer signature', `${text}\n${peter.slice(0, 60)}ABCD${peter.slice(60)}`],
		['more than a hundred signatures', `${text}\n${peter.repeat(101)}`],
		['another name for the key', `${text}\n${peter.replace('PeterNeumann', 'CarmenSandiego')}`],
		['another key id', `${text}\n${peter.replace('x08g', 'xxxx')}`]
	])('are refused with %s', (_, note) => {
		expect(openNote(note, [key(peterKey)]).ok).toBe(false);
	});

	it('have keys that are refused when cut or changed anywhere', () => {
		for (let from = 0; from < peterKey.length; from++) {
			const next = String.fromCharCode(peterKey.charCodeAt(from) + 1);
			const changed = peterKey.slice(0, from) + next + peterKey.slice(from + 1);
			expect(parseVerifierKey(changed).ok).toBe(false);
			expect(parseVerifierKey(peterKey.slice(from + 1)).ok).toBe(false);
			expect(parseVerifierKey(peterKey.slice(0, from)).ok).toBe(false);
		}
		for (const bad of [
			'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
			'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
		])
			expect(parseVerifierKey(bad).ok).toBe(false);
	});
});

// c2sp.org/signed-note, c2sp.org/tlog-cosignature and c2sp.org/tlog-checkpoint: the examples of the texts
describe('the examples of the specifications', () => {
	it('are parsed: a note whose text has an empty line', () => {
		const note =
			'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n' +
			'— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n';
		const parsed = parseNote(note);
		expect(parsed.ok && parsed.value.text.endsWith('\n\ned è subito sera.\n')).toBe(true);
		expect(parsed.ok && parsed.value.signatures).toMatchObject([
			{ name: 'quasimodo.example/salvatore', keyId: '367ba04b' }
		]);
	});

	it('are parsed: a checkpoint with a cosignature of 76 bytes', () => {
		const note =
			'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
			'— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n' +
			'— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';
		expect(parseCheckpoint(note)).toMatchObject({ value: { size: 20_852_163 } });
		const parsed = parseNote(note);
		const lengths = parsed.ok && parsed.value.signatures.map(({ signature }) => signature.length);
		expect(lengths).toEqual([64, 72]);
		const time = parsed.ok && parsed.value.signatures[1]?.signature.slice(0, 8);
		expect(time && toHex(time)).toBe((1_679_315_147).toString(16).padStart(16, '0'));
	});
});

// Real: a checkpoint of a public log with the cosignatures of four public witnesses
// (github.com/florolf/tlog-scales, its tests; keys as their operators publish them).
describe('a checkpoint that public witnesses cosigned', () => {
	const note = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`;
	const log =
		'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f';
	const witnesses = {
		garden:
			'transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM',
		smartit: 'witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO',
		remora: 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
		stagemole: 'witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv',
		/** It has not cosigned this one. */
		navigli:
			'witness.navigli.sunlight.geomys.org+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G'
	};
	const names = Object.keys(witnesses).join(' ');
	const policy = (quorum: string): string =>
		[
			`log ${log}`,
			...Object.entries(witnesses).map(([name, vkey]) => `witness ${name} ${vkey}`),
			quorum,
			''
		].join('\n');
	const trusted = (quorum: string, given = note) => {
		const parsed = parsePolicy(policy(quorum));
		if (!parsed.ok) throw new Error(parsed.reason);
		return openTrusted(given, parsed.value);
	};

	it('is opened with the log’s key, the signature of another kind passed over', () => {
		const opened = openCheckpoint(note, [key(log)]);
		expect(opened).toMatchObject({ value: { size: 1_432_088_532 } });
		expect(opened.ok && opened.value.note.unknown.length).toBe(5);
	});

	it('satisfies a quorum of four and none of five', () => {
		const four = trusted(`group all-of-them 4 ${names}\nquorum all-of-them`);
		expect(four.ok && four.value.cosignatures.map(({ time }) => time)).toEqual(
			Array.from({ length: 4 }, () => 0x6a122120)
		);
		expect(trusted(`group all-of-them all ${names}\nquorum all-of-them`).ok).toBe(false);
		expect(trusted('quorum navigli').ok).toBe(false);
		expect(trusted('quorum remora').ok).toBe(true);
	});

	it('is refused when its size, root or the time of a cosignature was changed', () => {
		for (const changed of [
			note.replace('1432088532', '1432088533'),
			note.replace('U7WM', 'U7WN'),
			note.replace('2net5wAAAABqEiEg', '2net5wAAAABqEiEh')
		]) {
			expect(changed).not.toBe(note);
			expect(trusted('quorum remora', changed).ok).toBe(false);
		}
	});

	it('takes a key of a cosigner not for a key of a log, nor the other way', () => {
		const { name, publicKey } = key(witnesses.remora);
		const asLog = createVerifier(name, signatureTypes.ed25519, publicKey);
		expect(openNote(note, [asLog]).ok).toBe(false);
		const text = `log ${formatVerifierKey(asLog)}\nwitness w ${log}\nquorum w\n`;
		expect(parsePolicy(text).ok).toBe(false);
	});
});

// Real keys made for it: FiloSottile/torchwood, internal/witness/witness_test.go
describe('what a log sends to a public witness', () => {
	const origin =
		'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562';
	const log = createVerifier(
		origin,
		signatureTypes.ed25519,
		hex('ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f')
	);
	const sent = (size: number, root64: string, signature: string) => {
		const opened = openCheckpoint(`${origin}\n${size}\n${root64}\n\n— ${origin} ${signature}\n`, [
			log
		]);
		if (!opened.ok) throw new Error(opened.reason);
		return opened.value;
	};
	const one = sent(
		1,
		'KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
		'UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY='
	);
	const three = sent(
		3,
		'RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=',
		'UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go='
	);
	const five = sent(
		5,
		'QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=',
		'UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww='
	);

	it('is signed by the log and proves that it grew', () => {
		const grown = (newer: typeof three, proof: string) =>
			checkConsistency({
				older: one.size,
				newer: newer.size,
				olderRoot: one.root,
				newerRoot: newer.root,
				proof: hashes(proof)
			});
		const toThree = `KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
			KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=`;
		const toFive = `KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
			+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=
			KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=`;
		expect(grown(three, toThree)).toBe(true);
		expect(grown(five, toFive)).toBe(true);
		expect(grown(five, toThree)).toBe(false);
		expect(grown(three, toFive)).toBe(false);
	});
});

// c2sp.org/tlog-policy, and the cases of transparency-dev/formats, policy/tlog_policy_test.go
const w = (at: number): string =>
	formatVerifierKey(createVerifier(`W${at}`, signatureTypes.cosignature, leafHash(String(at))));

describe('policies as others read them', () => {
	const log = formatVerifierKey(
		createVerifier('example.com/log', signatureTypes.ed25519, leafHash('log'))
	);

	it.each([
		[
			'the example of the specification',
			`log ${log}\n\nwitness X1 ${w(1)}\nwitness X2 ${w(2)}\nwitness X3 ${w(3)}\ngroup X-witnesses 2 X1 X2 X3\n\nwitness Y1 ${w(4)}\nwitness Y2 ${w(5)}\nwitness Y3 ${w(6)}\ngroup Y-witnesses any Y1 Y2 Y3\n\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n`
		],
		['the smallest one', 'quorum none\n'],
		[
			'spaces, tabs and comments',
			`\n# comment\n\t # another\n\twitness \t w1  ${w(1)}   https://w1.example.com/  \n\n  quorum\tw1`
		],
		[
			'keywords as names',
			`witness all ${w(1)}\nwitness any ${w(2)}\ngroup group 2 all any\nquorum group\n`
		]
	])('takes %s', (_, text) => {
		expect(parsePolicy(text)).toMatchObject({ ok: true });
	});

	it.each([
		['a control character', 'quorum none\n\u0001'],
		['a carriage return', 'quorum none\r\n'],
		['an unknown word', 'quibble w1\nquorum none\n'],
		['a comment behind a definition', `witness w1 ${w(1)} https://w1.example/ # c\nquorum w1\n`],
		['a log without a key', 'log\nquorum none\n'],
		['a log with a broken key', 'log garbage\nquorum none\n'],
		['a log twice', `log ${log}\nlog ${log} https://log.example.com/\nquorum none\n`],
		['a witness without a key', 'witness w1\nquorum none\n'],
		['a log’s key for a witness', `witness w1 ${log}\nquorum w1\n`],
		['a witness named none', `witness none ${w(1)}\nquorum none\n`],
		['two witnesses of one name', `witness w1 ${w(1)}\nwitness w1 ${w(2)}\nquorum w1\n`],
		['a group named like a witness', `witness w1 ${w(1)}\ngroup w1 any w1\nquorum w1\n`],
		['a group without members', `witness w1 ${w(1)}\ngroup g1 1\nquorum w1\n`],
		['a group named none', `witness w1 ${w(1)}\ngroup none any w1\nquorum none\n`],
		['a threshold of 0', `witness w1 ${w(1)}\ngroup g1 0 w1\nquorum g1\n`],
		['a threshold below 0', `witness w1 ${w(1)}\ngroup g1 -1 w1\nquorum g1\n`],
		['a threshold above the members', `witness w1 ${w(1)}\ngroup g1 2 w1\nquorum g1\n`],
		['an unknown member', `witness w1 ${w(1)}\ngroup g1 any w2\nquorum g1\n`],
		['a member that comes later', `group g1 any w1\nwitness w1 ${w(1)}\nquorum g1\n`],
		['none as a member', `witness w1 ${w(1)}\ngroup g1 any none w1\nquorum g1\n`],
		['a member twice in a group', `witness w1 ${w(1)}\ngroup g1 all w1 w1\nquorum g1\n`],
		[
			'a member of two groups',
			`witness w1 ${w(1)}\nwitness w2 ${w(2)}\ngroup g1 any w1 w2\ngroup g2 any w1\nquorum g1\n`
		],
		['no quorum', `witness w1 ${w(1)}\n`],
		['two quorums', `witness w1 ${w(1)}\nquorum w1\nquorum w1\n`],
		['an unknown quorum', 'quorum unknown\n'],
		['a quorum that comes later', `quorum w1\nwitness w1 ${w(1)}\n`],
		['a quorum without a name', 'quorum\n'],
		[
			'one key under two names',
			`witness w1 ${w(1)}\nwitness w2 ${formatVerifierKey(
				createVerifier('impostor.example', signatureTypes.cosignature, leafHash('1'))
			)}\nquorum w1\n`
		]
	])('refuses %s', (_, text) => {
		expect(parsePolicy(text).ok).toBe(false);
	});
});
