import { expect, it } from 'vitest';
import { linksIn } from './content.ts';

it('takes lines for links when each of them is an address', () => {
	expect(linksIn(' https://a.example \r\n\n  http://b.example/x\n')).toEqual([
		'https://a.example',
		'http://b.example/x'
	]);
	for (const text of ['', ' \n ', 'words', 'https://a.example\nwords', 'javascript:alert(1)'])
		expect(linksIn(text)).toBeNull();
});

it('is done at once with many spaces', () => {
	const start = performance.now();
	expect(linksIn(`a${' '.repeat(500_000)}b`)).toBeNull();
	// With steps that grow with the square of the length it took minutes.
	expect(performance.now() - start).toBeLessThan(5000);
});
