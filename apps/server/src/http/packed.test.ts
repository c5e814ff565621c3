import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Packed } from './packed.ts';

test('packs a body once, however many ask, and forgets the oldest', async () => {
	const packed = new Packed();
	const body = new Uint8Array(5000).fill(7);
	const first = packed.get('a', body);
	expect(packed.get('a', body)).toBe(first);
	expect(new Uint8Array(gunzipSync(await first))).toEqual(body);
	for (let n = 0; n < 16; n++) await packed.get(`b${n}`, body);
	expect(packed.get('a', body)).not.toBe(first);
});
