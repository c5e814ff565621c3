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

test('the number of a version stays in its name, however long the title is', () => {
	expect(fileName('Plan '.repeat(50), 'docx', 'Version 12')).toMatch(/^.{68,69}-Version-12\.docx$/);
	expect(fileName('Plan', 'docx', 'Version 1')).toBe('Plan-Version-1.docx');
});
