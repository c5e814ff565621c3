import { afterEach, expect, test, vi } from 'vitest';

const files = ['english', 'german'] as const;

afterEach(() => {
	for (const file of files) vi.doUnmock(`./${file}.ts`);
	vi.unstubAllGlobals();
	vi.resetModules();
});

test.each(files)(
	'a German reader has all texts in German when the %s ones come first',
	async (first) => {
		vi.stubGlobal('navigator', { languages: ['de-CH'] });
		vi.stubGlobal('document', { documentElement: { lang: '' } });
		const arrivals = {
			english: Promise.withResolvers<void>(),
			german: Promise.withResolvers<void>()
		};
		for (const file of files) {
			vi.doMock(`./${file}.ts`, async (original) => {
				await arrivals[file].promise;
				return original();
			});
		}
		const { hasText, locale, t } = await import('./index.svelte.ts');
		const ready = Promise.all([locale.start(), locale.loadAll()]);
		arrivals[first].resolve();
		// Reading the texts takes its time on a busy machine.
		await vi.waitFor(
			() =>
				expect(first === 'german' ? locale.current === 'de' : hasText('join.session')).toBe(true),
			{ timeout: 30_000 }
		);
		for (const file of files) arrivals[file].resolve();
		await ready;
		expect(locale.current).toBe('de');
		expect(document.documentElement.lang).toBe('de');
		// One of the first texts, and one that comes later.
		expect([t('common.try-again'), t('join.session')]).toEqual([
			'Noch einmal versuchen',
			'Sitzung'
		]);
	}
);
