import { expect, it } from 'vitest';
import { closeCodes, closeName, closeReasons } from './close.ts';
import { jsonDepth } from './json.ts';

it.each([
	['1', 0],
	['[]', 1],
	['{"a":[{}]}', 3],
	['["[[["]', 1],
	['["\\"[["]', 1],
	['[[]] [[[', 3]
])('%s is nested %i deep', (text, depth) => {
	expect(jsonDepth(text)).toBe(depth);
});

it('each close code has a name and a reason short enough for a close frame', () => {
	for (const [name, code] of Object.entries(closeCodes)) {
		expect(closeName(code)).toBe(name);
		expect(closeReasons[closeName(code)!].length).toBeLessThanOrEqual(123);
	}
	expect(closeName(1000)).toBeNull();
});
