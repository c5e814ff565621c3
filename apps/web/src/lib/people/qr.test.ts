import { encode } from 'uqr';
import { expect, it } from 'vitest';
import { drawQr } from './qr.ts';

it('draws exactly the dark modules of the code', () => {
	const text = 'https://board.example/join#k3Jq-xxYz_019287AbCdEf';
	const { size, path } = drawQr(text);
	const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
	for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
		for (let i = 0; i < Number(width); i++) drawn[Number(y)]![Number(x) + i] = true;
	}
	expect(drawn).toEqual(encode(text, { ecc: 'M', border: 4 }).data);
});

it('keeps a quiet zone of four modules', () => {
	const columns = [...drawQr('x').path.matchAll(/M(\d+) (\d+)/g)];
	expect(Math.min(...columns.map(([, x]) => Number(x)))).toBe(4);
	expect(Math.min(...columns.map(([, , y]) => Number(y)))).toBe(4);
});
