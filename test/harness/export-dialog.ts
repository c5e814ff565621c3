import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { go } from './keys.ts';
import { told } from './outline.ts';

/** The dialog "Export", by nothing but keys, once it is open. */
export interface ExportDialog {
	readonly sheet: Locator;
	/** What the dialog on losses has said so far. */
	readonly losses: readonly string[];
	/** Chooses a format by how its name begins. */
	readonly chooseFormat: (format: string) => Promise<void>;
	/** Chooses what is exported. */
	readonly chooseScope: (scope: string) => Promise<void>;
	/** Saves, closes what is said of losses, and gives the file's bytes as letters. */
	readonly save: () => Promise<string>;
}

export function exportDialogOf(page: Page): ExportDialog {
	const sheet = page.getByRole('dialog', { name: 'Export' });
	const lost = page.getByRole('dialog', { name: 'Saved, with small differences' });
	const losses: string[] = [];
	return {
		sheet,
		losses,
		async chooseFormat(format) {
			await go(page, sheet.getByRole('radio').and(page.locator(':checked')), 'Tab', 4);
			await go(page, sheet.getByRole('radio', { name: new RegExp(`^${format}`) }), 'ArrowDown', 8);
		},
		async chooseScope(scope) {
			await go(page, sheet.getByRole('combobox', { name: 'What' }), 'Tab', 4);
			await page.keyboard.type(scope);
		},
		async save() {
			const before = await told(page).textContent();
			const download = page.waitForEvent('download');
			await go(page, sheet.getByRole('button', { name: 'Save the file' }), 'Tab', 12);
			await page.keyboard.press('Enter');
			const file = await readFile(await (await download).path(), 'latin1');
			await expect(sheet).toHaveCount(0);
			// Either it is saved, or what other programs don't show is listed.
			const isDone = async (): Promise<boolean> =>
				(await lost.count()) > 0 || (await told(page).textContent()) !== before;
			await expect.poll(isDone).toBe(true);
			if ((await lost.count()) > 0) {
				losses.push((await lost.textContent()) ?? '');
				await page.keyboard.press('Escape');
				await expect(lost).toHaveCount(0);
			}
			return file;
		}
	};
}
