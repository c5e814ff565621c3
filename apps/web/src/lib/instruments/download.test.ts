import { expect, test } from 'vitest';
import { fileName } from './download.ts';

test.each([
	['Problem set: health / care', 'Problem-set-health-care.md'],
	['../../etc/passwd', 'etc-passwd.md'],
	['Überblick – Kräfte', 'Überblick-Kräfte.md'],
	['???', 'document.md'],
	['x'.repeat(500), `${'x'.repeat(80)}.md`]
])('makes a safe file name of %j', (words, name) => {
	expect(fileName(words, 'md')).toBe(name);
});
