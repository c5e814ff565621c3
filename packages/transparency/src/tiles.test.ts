import { describe, expect, it } from 'vitest';
import { utf8 } from './bytes.ts';
import { decodeBundle, encodeBundle, parseTilePath, tilePath, tileWidth } from './tiles.ts';

const paths: readonly [string, Parameters<typeof tilePath>][] = [
	['tile/0/000', [0, 0]],
	['tile/0/255.p/7', [0, 255, 7]],
	['tile/1/x001/000', [1, 1000]],
	['tile/3/x001/x234/067', [3, 1_234_067]],
	['tile/entries/x001/x234/067.p/255', ['entries', 1_234_067, 255]],
	['tile/63/999', [63, 999]]
];

describe('tile paths', () => {
	it.each(paths)('%s', (path, [level, index, width = 256]) => {
		expect(tilePath(level, index, width)).toBe(path);
		expect(parseTilePath(path)).toEqual({ ok: true, value: { level, index, width } });
	});

	it.each([
		'tile/0/0',
		'tile/00/000',
		'tile/64/000',
		'tile/0/x000/001',
		'tile/0/001/002',
		'tile/0/000.p/0',
		'tile/0/000.p/256',
		'tile/0/000.p/07',
		'tile/0/000/',
		'tile/-1/000',
		'tile/names/000',
		'tile/0/x999/x999/x999/x999/x999/x999/999',
		'checkpoint'
	])('refuses %s', (path) => {
		expect(parseTilePath(path).ok).toBe(false);
	});

	it('have the widths of the specification’s example', () => {
		const widths = [
			[0, 272],
			[0, 273],
			[0, 274],
			[1, 0],
			[1, 1],
			[2, 0],
			[3, 0]
		].map(([level = 0, index = 0]) => tileWidth(level, index, 70_000));
		expect(widths).toEqual([256, 112, 0, 256, 17, 1, 0]);
		expect(tileWidth('entries', 273, 70_000)).toBe(112);
	});
});

describe('entry bundles', () => {
	it('bring leaves there and back', () => {
		for (let count = 0; count <= 256; count += 32) {
			const leaves = Array.from({ length: count }, (_, index) => `é${'x'.repeat(index)}`);
			expect(decodeBundle(encodeBundle(leaves))).toEqual({ ok: true, value: leaves });
		}
		const longest = 'x'.repeat(65_535);
		expect(decodeBundle(encodeBundle([longest]))).toEqual({ ok: true, value: [longest] });
		expect(() => encodeBundle([`${longest}x`])).toThrow(RangeError);
	});

	it('are refused when cut anywhere or when they hold no text', () => {
		const bundle = encodeBundle(['one', 'two']);
		for (let end = 1; end < bundle.length; end++)
			expect(decodeBundle(bundle.slice(0, end)).ok).toBe(end === 5);
		expect(decodeBundle(Uint8Array.of(0, 1, 0xff)).ok).toBe(false);
		expect(decodeBundle(encodeBundle(Array.from({ length: 257 }, () => ''))).ok).toBe(false);
	});

	it('count bytes, not letters', () => {
		expect(encodeBundle(['é'])).toEqual(Uint8Array.of(0, 2, ...utf8('é')));
	});
});
